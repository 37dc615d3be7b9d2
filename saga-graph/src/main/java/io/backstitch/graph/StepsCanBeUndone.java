package io.backstitch.graph;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A step that may have succeeded when another fails has a compensation, or says why it needs none,
 * and not both.
 */
final class StepsCanBeUndone implements GraphRule {

  @Override
  public Stream<Finding> judge(SagaOutline saga) {
    return saga.steps().stream()
        .flatMap(
            step ->
                Stream.of(missing(saga, step), both(saga, step).or(() -> noReason(step)))
                    .flatMap(Optional::stream));
  }

  private static Optional<Finding> missing(SagaOutline saga, StepOutline step) {
    boolean isNeeded = saga.graph().isSure(step) && saga.needsCompensation(step);
    boolean isTold =
        saga.pivots().count() == 1 && saga.pivots().anyMatch(pivot -> saga.isBeside(step, pivot));
    boolean isThere =
        step.noCompensation().isPresent()
            || !saga.compensationsOf(step).isEmpty()
            || saga.compensations().stream().anyMatch(undo -> couldBeMeantFor(saga, undo, step));
    return isNeeded && !isThere && !isTold
        ? Optional.of(
            Finding.of(
                Problem.CANNOT_BE_UNDONE,
                step.method().place(),
                step.title(),
                others(saga, step),
                step))
        : Optional.empty();
  }

  /** Whether a compensation that names no step would do for this one: another rule tells of it. */
  private static boolean couldBeMeantFor(
      SagaOutline saga, CompensationOutline undo, StepOutline step) {
    return saga.undoneBy(undo).isEmpty()
        && step.returns().map(type -> undo.types().contains(type.full())).orElse(true);
  }

  private static String others(SagaOutline saga, StepOutline step) {
    return saga.steps().stream()
        .filter(other -> !other.equals(step) && !saga.graph().isBefore(other, step))
        .map(StepOutline::toString)
        .collect(Collectors.joining(", "));
  }

  private static Optional<Finding> both(SagaOutline saga, StepOutline step) {
    return step.noCompensation()
        .flatMap(
            why ->
                saga.compensationsOf(step).stream()
                    .filter(CompensationOutline::isOneThing)
                    .filter(undo -> !saga.names().isShared(undo.step().value()))
                    .findFirst()
                    .map(
                        undo ->
                            Finding.of(
                                Problem.UNDONE_AND_NOT,
                                why.place(),
                                step.title(),
                                undo.method().text())));
  }

  private static Optional<Finding> noReason(StepOutline step) {
    return step.noCompensation()
        .filter(why -> why.value().isBlank())
        .map(why -> Finding.of(Problem.NO_REASON, why.place(), step.title()));
  }
}
