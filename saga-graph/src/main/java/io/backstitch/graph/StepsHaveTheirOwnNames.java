package io.backstitch.graph;

import java.util.stream.Stream;

/** Every step has a name, and no two have the same. */
final class StepsHaveTheirOwnNames implements GraphRule {

  private static final int LONGEST = 100;

  @Override
  public Stream<Finding> judge(SagaOutline saga) {
    return saga.steps().stream().flatMap(step -> Stream.concat(twice(step, saga), bad(step)));
  }

  private static Stream<Finding> twice(StepOutline step, SagaOutline saga) {
    return saga
        .names()
        .find(step.name().value())
        .filter(first -> !first.equals(step))
        .map(
            first ->
                Finding.of(
                    Problem.STEP_NAME_TWICE,
                    step.name().place(),
                    step.title(),
                    step.method().text(),
                    first.method().text()))
        .stream();
  }

  private static Stream<Finding> bad(StepOutline step) {
    String name = step.name().value();
    String reason =
        name.isBlank()
            ? "it is blank"
            : name.length() > LONGEST ? "it has " + name.length() + " characters" : "";
    return reason.isEmpty()
        ? Stream.empty()
        : Stream.of(
            Finding.of(Problem.BAD_STEP_NAME, step.name().place(), step.title(), name, reason));
  }
}
