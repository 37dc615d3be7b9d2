package io.backstitch.graph;

import java.util.Optional;
import java.util.stream.Stream;

/** {@code after} names steps that are there, and not the one that says it. */
final class AfterNamesOtherSteps implements GraphRule {

  @Override
  public Stream<Finding> judge(SagaOutline saga) {
    return Stream.concat(
        saga.steps().stream()
            .flatMap(step -> judge(saga, step.title(), step.method(), Optional.of(step))),
        saga.compensations().stream()
            .flatMap(undo -> judge(saga, undo.title(), undo.method(), saga.undoneBy(undo))));
  }

  private static Stream<Finding> judge(
      SagaOutline saga, String title, MethodOutline method, Optional<StepOutline> itself) {
    return method.after().stream().flatMap(after -> judge(saga, title, itself, after).stream());
  }

  private static Optional<Finding> judge(
      SagaOutline saga, String title, Optional<StepOutline> itself, Said<String> after) {
    Optional<StepOutline> named = saga.names().find(after.value());
    if (named.isEmpty()) {
      return Optional.of(
          Finding.of(
              Problem.AFTER_NO_STEP,
              after.place(),
              title,
              after.value(),
              saga.names().insteadOf(after.value(), itself)));
    }
    return named.equals(itself) && saga.isOneStep(after.value())
        ? Optional.of(Finding.of(Problem.AFTER_ITSELF, after.place(), title, after.value()))
        : Optional.empty();
  }
}
