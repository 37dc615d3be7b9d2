package io.backstitch.processor;

import java.util.stream.Stream;

/** Every step has a name, and no two have the same. */
final class StepsHaveTheirOwnNames implements Rule {

  private static final int LONGEST = 100;

  @Override
  public Stream<Finding> judge(SagaModel saga) {
    return saga.steps().stream().flatMap(step -> Stream.concat(twice(step, saga), bad(step)));
  }

  private static Stream<Finding> twice(StepSource step, SagaModel saga) {
    return saga
        .names()
        .find(step.name().value())
        .filter(first -> !first.equals(step))
        .map(
            first ->
                Finding.of(
                    Problem.STEP_NAME_TWICE,
                    step.name().place(),
                    step,
                    step.method().name(),
                    first.method().name()))
        .stream();
  }

  private static Stream<Finding> bad(StepSource step) {
    String name = step.name().value();
    String reason =
        name.isBlank()
            ? "it is blank"
            : name.length() > LONGEST ? "it has " + name.length() + " characters" : "";
    return reason.isEmpty()
        ? Stream.empty()
        : Stream.of(Finding.of(Problem.BAD_STEP_NAME, step.name().place(), step, name, reason));
  }
}
