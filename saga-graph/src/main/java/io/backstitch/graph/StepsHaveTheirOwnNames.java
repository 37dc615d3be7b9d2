package io.backstitch.graph;

import java.util.stream.Stream;

/** Every step has a name, and no two have the same. */
final class StepsHaveTheirOwnNames implements GraphRule {

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
    return NameOfStep.objection(name)
        .map(
            objection ->
                Finding.of(
                    Problem.BAD_STEP_NAME, step.name().place(), step.title(), name, objection))
        .stream();
  }
}
