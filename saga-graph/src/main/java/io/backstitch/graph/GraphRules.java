package io.backstitch.graph;

import java.util.ArrayList;
import java.util.List;

/** All rules for graphs, in the order of the groups of problems. */
public final class GraphRules {

  private static final List<GraphRule> ALL =
      List.of(
          new SagaHasSteps(),
          new StepsHaveTheirOwnNames(),
          new StepsDoNotWaitForEachOther(),
          new AfterNamesOtherSteps(),
          new CompensationsUndoOneStep(),
          new CompensationsTakeWhatExists(),
          new CompensationsDoNotWaitForEachOther(),
          new StepsCanBeUndone(),
          new ThereIsOnePivot(),
          new CompensationsCanRun(),
          new ResultIsThatOfAStep(),
          new KeysAreSeen(),
          new DoubtCanBeUndone(),
          new StepsAreConnected(),
          new AfterSaysSomethingNew(),
          new ResultIsClear());

  private GraphRules() {}

  /** The rules; they have no state. */
  public static List<GraphRule> all() {
    return ALL;
  }

  /** All that is wrong with a saga's graph. */
  public static List<Finding> judge(SagaOutline saga) {
    List<Finding> findings = new ArrayList<>();
    for (GraphRule rule : ALL) {
      List<Finding> found = rule.judge(saga).toList();
      findings.addAll(found);
      if (rule.endsTheMatter() && !found.isEmpty()) {
        break;
      }
    }
    return findings;
  }
}
