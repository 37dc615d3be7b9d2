package io.backstitch.processor;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every compensation can run some day. After the pivot nothing is undone. The pivot itself, and a
 * step after all others, is undone only if nobody knows whether it took effect: that cannot happen
 * to a transactional step, and needs a compensation that takes {@code Optional}.
 */
final class CompensationsCanRun implements Rule {

  @Override
  public Stream<Finding> judge(SagaModel saga) {
    return saga.compensations().stream()
        .flatMap(
            undo ->
                saga
                    .undoneBy(undo)
                    .filter(step -> saga.graph().isSure(step))
                    .flatMap(step -> judge(saga, undo, step))
                    .stream());
  }

  private static Optional<Finding> judge(SagaModel saga, CompensationSource undo, StepSource step) {
    if (saga.isAfterPivot(step)) {
      return found(undo, "step " + step + " comes after the pivot, where nothing is undone");
    }
    if (!step.isPivot() && !saga.isAfterAllOthers(step)) {
      return Optional.empty();
    }
    String place =
        step.isPivot() ? "step " + step + " is the pivot" : "no step can fail after " + step;
    if (step.method().isTransactional()) {
      return found(undo, place + ", and what it does in its transaction is never in doubt");
    }
    return takesUnknown(saga, undo)
        ? Optional.empty()
        : Optional.of(
            Finding.of(
                Problem.NEVER_UNDONE,
                undo.step().place(),
                undo,
                place + ", and for a result in doubt it would have to take Optional",
                step.returns()
                    .map(type -> "Take Optional<" + type + ">, or take the compensation away")
                    .orElse("Take the compensation away")));
  }

  private static Optional<Finding> found(CompensationSource undo, String reason) {
    return Optional.of(
        Finding.of(
            Problem.NEVER_UNDONE, undo.step().place(), undo, reason, "Take the compensation away"));
  }

  private static boolean takesUnknown(SagaModel saga, CompensationSource undo) {
    return undo.method().parameters().stream()
        .anyMatch(parameter -> saga.binding(parameter) instanceof Binding.ResultIfKnown);
  }
}
