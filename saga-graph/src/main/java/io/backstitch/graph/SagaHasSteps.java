package io.backstitch.graph;

import java.util.stream.Stream;

/** A saga has at least one step. */
final class SagaHasSteps implements GraphRule {

  @Override
  public Stream<Finding> judge(SagaOutline saga) {
    SagaOutline.Header header = saga.header();
    return saga.steps().isEmpty()
        ? Stream.of(Finding.ofSaga(Problem.NO_STEP, header.place(), header.type()))
        : Stream.empty();
  }

  @Override
  public boolean endsTheMatter() {
    return true;
  }
}
