package io.backstitch.processor;

import java.util.Optional;
import java.util.stream.Stream;

/** {@code after} names steps that are there, and not the one that says it. */
final class AfterNamesOtherSteps implements Rule {

  @Override
  public Stream<Finding> judge(SagaModel saga) {
    return Stream.concat(
        saga.steps().stream().flatMap(step -> judge(saga, step, Optional.of(step))),
        saga.compensations().stream().flatMap(undo -> judge(saga, undo, saga.undoneBy(undo))));
  }

  private static Stream<Finding> judge(
      SagaModel saga, SagaMethod method, Optional<StepSource> itself) {
    return method.method().order().after().stream()
        .flatMap(after -> judge(saga, method, itself, after).stream());
  }

  private static Optional<Finding> judge(
      SagaModel saga, SagaMethod method, Optional<StepSource> itself, Said<String> after) {
    Optional<StepSource> named = saga.names().find(after.value());
    if (named.isEmpty()) {
      return Optional.of(
          Finding.of(
              Problem.AFTER_NO_STEP,
              after.place(),
              method,
              after.value(),
              saga.names().insteadOf(after.value())));
    }
    return named.equals(itself)
        ? Optional.of(Finding.of(Problem.AFTER_ITSELF, after.place(), method, after.value()))
        : Optional.empty();
  }
}
