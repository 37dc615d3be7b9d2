package io.backstitch.processor;

import java.util.Optional;
import java.util.stream.Stream;

/** A compensation undoes one step that is there and has no other, and returns nothing. */
final class CompensationsUndoOneStep implements Rule {

  @Override
  public Stream<Finding> judge(SagaModel saga) {
    return saga.compensations().stream()
        .flatMap(
            undo ->
                Stream.of(unknown(saga, undo), twice(saga, undo), returns(saga, undo))
                    .flatMap(Optional::stream));
  }

  private static Optional<Finding> unknown(SagaModel saga, CompensationSource undo) {
    String step = undo.step().value();
    return saga.names().find(step).isPresent()
        ? Optional.empty()
        : Optional.of(
            Finding.of(
                Problem.COMPENSATES_NO_STEP,
                undo.step().place(),
                undo,
                step,
                saga.names().insteadOf(step)));
  }

  private static Optional<Finding> twice(SagaModel saga, CompensationSource undo) {
    return saga.names()
        .find(undo.step().value())
        .flatMap(
            step ->
                saga.compensationsOf(step)
                    .findFirst()
                    .filter(first -> !first.equals(undo))
                    .map(
                        first ->
                            Finding.of(
                                Problem.COMPENSATED_TWICE,
                                undo.step().place(),
                                undo,
                                step,
                                first)));
  }

  private static Optional<Finding> returns(SagaModel saga, CompensationSource undo) {
    MethodSource method = undo.method();
    boolean isAStepToo =
        saga.steps().stream().anyMatch(step -> step.method().element().equals(method.element()));
    return method
        .returns()
        .filter(type -> !isAStepToo)
        .map(
            type ->
                Finding.of(
                    Problem.COMPENSATION_RETURNS,
                    method.place(),
                    undo,
                    TypeText.brief(method.signature().type().getReturnType())));
  }
}
