package io.backstitch.graph;

import io.backstitch.graph.StepOutline.Certainty;
import java.util.stream.Stream;

/** What undoes a remote step can also do so where nobody knows whether the step took effect. */
final class DoubtCanBeUndone implements GraphRule {

  @Override
  public Stream<Finding> judge(SagaOutline saga) {
    return saga.steps().stream()
        .filter(step -> !step.method().kind().isTransactional())
        .filter(step -> saga.graph().isSure(step) && saga.needsCompensation(step))
        .flatMap(step -> saga.compensationsOf(step).stream().flatMap(undo -> judge(step, undo)));
  }

  private static Stream<Finding> judge(StepOutline step, CompensationOutline undo) {
    if (undo.canUndoUnknownOutcome() || undo.certainty() != Certainty.SURE) {
      return Stream.empty();
    }
    Place place =
        undo.takes().stream()
            .filter(taken -> taken.step().equals(step))
            .map(CompensationOutline.Taken::place)
            .findFirst()
            .orElse(undo.method().place());
    String type = step.returns().map(OutlineType::brief).orElse("Void");
    return Stream.of(Finding.of(Problem.DOUBT_NOT_UNDONE, place, undo.title(), type, step));
  }
}
