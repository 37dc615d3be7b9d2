package io.backstitch.graph;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every compensation can run some day. After the pivot nothing is undone. The pivot itself, and a
 * step after all others, is undone only if nobody knows whether it took effect: that cannot happen
 * to a transactional step, and needs a compensation that takes {@code Optional}.
 */
final class CompensationsCanRun implements GraphRule {

  @Override
  public Stream<Finding> judge(SagaOutline saga) {
    return saga.compensations().stream()
        .filter(CompensationOutline::isOneThing)
        .flatMap(
            undo ->
                saga
                    .undoneBy(undo)
                    .filter(step -> saga.graph().isSure(step))
                    .flatMap(step -> judge(saga, undo, step))
                    .stream());
  }

  private static Optional<Finding> judge(
      SagaOutline saga, CompensationOutline undo, StepOutline step) {
    if (saga.isAfterPivot(step)) {
      return found(undo, "step " + step + " comes after the pivot, where nothing is undone");
    }
    if (!step.isPivot() && !saga.isAfterAllOthers(step)) {
      return Optional.empty();
    }
    String place =
        step.isPivot() ? "step " + step + " is the pivot" : "no step can fail after " + step;
    if (step.method().kind().isTransactional()) {
      return found(undo, place + ", and what it does in its transaction is never in doubt");
    }
    return undo.canUndoUnknownOutcome()
        ? Optional.empty()
        : Optional.of(
            Finding.of(
                Problem.NEVER_UNDONE,
                undo.step().place(),
                undo.title(),
                place + ", and for a result in doubt it would have to take Optional",
                "Take Optional<"
                    + step.returns().map(OutlineType::brief).orElse("Void")
                    + ">, or take the compensation away"));
  }

  private static Optional<Finding> found(CompensationOutline undo, String reason) {
    return Optional.of(
        Finding.of(
            Problem.NEVER_UNDONE,
            undo.step().place(),
            undo.title(),
            reason,
            "Take the compensation away"));
  }
}
