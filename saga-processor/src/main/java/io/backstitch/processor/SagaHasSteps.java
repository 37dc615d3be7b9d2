package io.backstitch.processor;

import java.util.stream.Stream;

/** A saga has at least one step. */
final class SagaHasSteps implements Rule {

  @Override
  public Stream<Finding> judge(SagaModel saga) {
    SagaSource source = saga.source();
    return source.steps().isEmpty()
        ? Stream.of(Finding.ofSaga(Problem.NO_STEP, source.place(), source.type().getSimpleName()))
        : Stream.empty();
  }

  @Override
  public boolean endsTheMatter() {
    return true;
  }
}
