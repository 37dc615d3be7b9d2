package io.backstitch.graph;

import java.util.Optional;
import java.util.stream.Stream;

/** {@code result} names a step that is there and returns something. */
final class ResultIsThatOfAStep implements GraphRule {

  @Override
  public Stream<Finding> judge(SagaOutline saga) {
    Said<String> result = saga.header().result();
    if (result.value().isEmpty()) {
      return Stream.empty();
    }
    Optional<StepOutline> step = saga.names().find(result.value());
    if (step.isEmpty()) {
      return Stream.of(
          Finding.ofSaga(
              Problem.RESULT_OF_NO_STEP,
              result.place(),
              result.value(),
              saga.names().insteadOf(result.value())));
    }
    return step
        .filter(named -> named.returns().isEmpty() && saga.isOneStep(result.value()))
        .map(named -> Finding.ofSaga(Problem.RESULT_OF_VOID_STEP, result.place(), named))
        .stream();
  }
}
