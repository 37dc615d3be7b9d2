package io.backstitch.processor;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A step that may have succeeded when another fails has a compensation, or says why it needs none,
 * and not both.
 */
final class StepsCanBeUndone implements Rule {

  @Override
  public Stream<Finding> judge(SagaModel saga) {
    return saga.steps().stream()
        .flatMap(
            step -> Stream.of(missing(saga, step), both(saga, step)).flatMap(Optional::stream));
  }

  private static Optional<Finding> missing(SagaModel saga, StepSource step) {
    boolean isNeeded =
        saga.graph().isSure(step)
            && !step.isPivot()
            && !saga.isAfterPivot(step)
            && !saga.isAfterAllOthers(step);
    boolean isThere =
        step.noCompensation().isPresent()
            || saga.compensationsOf(step).findAny().isPresent()
            || saga.compensations().stream().anyMatch(undo -> couldBeMeantFor(saga, undo, step));
    return isNeeded && !isThere
        ? Optional.of(
            Finding.of(
                Problem.CANNOT_BE_UNDONE, step.method().place(), step, others(saga, step), step))
        : Optional.empty();
  }

  /** Whether a compensation that names no step would do for this one: another rule tells of it. */
  private static boolean couldBeMeantFor(SagaModel saga, CompensationSource undo, StepSource step) {
    return saga.undoneBy(undo).isEmpty()
        && step.returns()
            .map(
                type ->
                    undo.method().parameters().stream()
                        .anyMatch(
                            parameter ->
                                parameter.type().equals(type)
                                    || parameter.insideOptional().filter(type::equals).isPresent()))
            .orElse(true);
  }

  private static String others(SagaModel saga, StepSource step) {
    return saga.steps().stream()
        .filter(other -> !other.equals(step) && !saga.graph().isBefore(other, step))
        .map(StepSource::toString)
        .collect(Collectors.joining(", "));
  }

  private static Optional<Finding> both(SagaModel saga, StepSource step) {
    return step.noCompensation()
        .flatMap(
            why ->
                saga.compensationsOf(step)
                    .findFirst()
                    .map(undo -> Finding.of(Problem.UNDONE_AND_NOT, why.place(), step, undo)));
  }
}
