package io.backstitch.processor;

import java.util.ArrayList;
import java.util.List;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** The third stage: all rules, in the order of the groups of problems. */
final class Rules {

  private final List<Rule> rules;

  Rules(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** All that there are; for one compilation. */
  static Rules all(Types types, Elements elements) {
    return new Rules(
        List.of(
            new SagaIsAClass(),
            new SagaHasAName(),
            new SagaIsThereOnce(),
            new OverridesSayWhatTheyAre(types, elements),
            new SagaHasSteps(),
            new StepsHaveTheirOwnNames(),
            new MethodsCanBeCalled(types, elements),
            new MethodsAreOneThing(),
            new ParametersAreProvided(types),
            new FromNamesAProvider(),
            new StepsDoNotWaitForEachOther(),
            new AfterNamesOtherSteps(),
            new CompensationsUndoOneStep(),
            new CompensationsTakeWhatExists(),
            new CompensationsDoNotWaitForEachOther(),
            new StepsCanBeUndone(),
            new ThereIsOnePivot(),
            new CompensationsCanRun(),
            new RetriesMakeSense(),
            new DurationsCanBeRead(),
            new ValuesCanBeStored(types, elements),
            new ValuesCanBeNamed(elements),
            new ResultIsThatOfAStep()));
  }

  /** All that is wrong with a saga. */
  List<Finding> judge(SagaModel saga) {
    List<Finding> findings = new ArrayList<>();
    for (Rule rule : rules) {
      List<Finding> found = rule.judge(saga).toList();
      findings.addAll(found);
      if (rule.endsTheMatter() && !found.isEmpty()) {
        break;
      }
    }
    return findings;
  }
}
