package io.backstitch.processor;

import io.backstitch.graph.Finding;
import io.backstitch.graph.GraphRule;
import io.backstitch.graph.GraphRules;
import io.backstitch.processor.ProcessorOptions.Codec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** The third stage: the rules for classes, then those for graphs, then those for types. */
final class Rules {

  private final List<Rule> rules;

  Rules(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** All that there are; for one compilation. */
  static Rules all(ProcessingEnvironment environment, Codec codec) {
    Types types = environment.getTypeUtils();
    Elements elements = environment.getElementUtils();
    Storability storability = new Storability(types, elements, codec);
    List<Rule> rules = new ArrayList<>();
    rules.add(new SagaIsAClass());
    rules.add(new SagaHasAName());
    rules.add(new SagaIsThereOnce());
    rules.add(new SupertypesAreComplete(types));
    rules.add(new OverridesSayWhatTheyAre(types, elements));
    GraphRules.all().forEach(rule -> rules.add(new OnGraph(rule)));
    rules.add(new MethodsCanBeCalled(types, elements));
    rules.add(new MethodsAreOneThing());
    rules.add(new ParametersAreProvided(types, storability));
    rules.add(new FromNamesAProvider());
    rules.add(new CompensationsReturnNothing());
    rules.add(new RetriesMakeSense());
    rules.add(new DurationsCanBeRead());
    rules.add(new ValuesCanBeStored(storability));
    rules.add(new ValuesCanBeNamed(elements));
    rules.add(new FieldsAreFinal());
    return new Rules(rules);
  }

  /** Their names, in their order. */
  List<String> names() {
    return rules.stream().map(Rule::name).toList();
  }

  /** All but one of them. */
  Rules without(String name) {
    return new Rules(rules.stream().filter(rule -> !rule.name().equals(name)).toList());
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

  /** A rule that needs no more than the graph. */
  private record OnGraph(GraphRule rule) implements Rule {
    @Override
    public Stream<Finding> judge(SagaModel saga) {
      return rule.judge(saga.outline());
    }

    @Override
    public boolean endsTheMatter() {
      return rule.endsTheMatter();
    }

    @Override
    public String name() {
      return rule.getClass().getSimpleName();
    }
  }
}
