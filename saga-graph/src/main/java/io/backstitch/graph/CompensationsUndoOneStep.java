package io.backstitch.graph;

import java.util.Optional;
import java.util.stream.Stream;

/** A compensation undoes one step that is there and has no other. */
final class CompensationsUndoOneStep implements GraphRule {

  @Override
  public Stream<Finding> judge(SagaOutline saga) {
    return saga.compensations().stream()
        .flatMap(
            undo -> Stream.of(unknown(saga, undo), twice(saga, undo)).flatMap(Optional::stream));
  }

  private static Optional<Finding> unknown(SagaOutline saga, CompensationOutline undo) {
    String step = undo.step().value();
    return saga.names().find(step).isPresent()
        ? Optional.empty()
        : Optional.of(
            Finding.of(
                Problem.COMPENSATES_NO_STEP,
                undo.step().place(),
                undo.title(),
                step,
                saga.names().insteadOf(step)));
  }

  private static Optional<Finding> twice(SagaOutline saga, CompensationOutline undo) {
    return saga.names()
        .find(undo.step().value())
        .filter(step -> saga.isOneStep(step.name().value()) && undo.isOneThing())
        .flatMap(
            step ->
                saga.compensationsOf(step).stream()
                    .filter(CompensationOutline::isOneThing)
                    .findFirst()
                    .filter(first -> !first.equals(undo))
                    .map(
                        first ->
                            Finding.of(
                                Problem.COMPENSATED_TWICE,
                                undo.step().place(),
                                undo.title(),
                                step,
                                first.method().text())));
  }
}
