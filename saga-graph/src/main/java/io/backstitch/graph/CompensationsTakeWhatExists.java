package io.backstitch.graph;

import io.backstitch.graph.CompensationOutline.Form;
import java.util.stream.Stream;

/**
 * A compensation takes the result of its own step and of steps that certainly ran before it. Where
 * it can do without the result of its own step, it does not also take it.
 */
final class CompensationsTakeWhatExists implements GraphRule {

  @Override
  public Stream<Finding> judge(SagaOutline saga) {
    return saga.compensations().stream()
        .filter(undo -> undo.isOneThing() && !saga.names().isShared(undo.step().value()))
        .flatMap(undo -> saga.undoneBy(undo).stream().flatMap(step -> judge(saga, undo, step)));
  }

  private static Stream<Finding> judge(
      SagaOutline saga, CompensationOutline undo, StepOutline step) {
    return Stream.concat(tooEarly(saga, undo, step), bothWays(undo, step));
  }

  private static Stream<Finding> bothWays(CompensationOutline undo, StepOutline step) {
    return undo.canUndoUnknownOutcome()
        ? undo.takes().stream()
            .filter(taken -> taken.step().equals(step) && taken.form() == Form.PLAIN)
            .map(
                taken -> Finding.of(Problem.RESULT_AND_OPTIONAL, taken.place(), undo.title(), step))
        : Stream.empty();
  }

  private static Stream<Finding> tooEarly(
      SagaOutline saga, CompensationOutline undo, StepOutline step) {
    return undo.takes().stream()
        .filter(taken -> needNotExist(saga.graph(), taken.step(), step))
        .map(
            taken ->
                Finding.of(
                    Problem.RESULT_NEED_NOT_EXIST,
                    taken.place(),
                    undo.title(),
                    taken.step(),
                    step));
  }

  private static boolean needNotExist(StepGraph graph, StepOutline taken, StepOutline step) {
    boolean isClear = graph.isSure(step) || graph.isBefore(step, taken);
    return isClear && !taken.equals(step) && !graph.isBefore(taken, step);
  }
}
