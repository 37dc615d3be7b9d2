package io.backstitch.processor;

import java.util.stream.Stream;

/** A compensation takes the result of its own step and of steps that certainly ran before it. */
final class CompensationsTakeWhatExists implements Rule {

  @Override
  public Stream<Finding> judge(SagaModel saga) {
    return saga.compensations().stream()
        .flatMap(undo -> saga.undoneBy(undo).stream().flatMap(step -> judge(saga, undo, step)));
  }

  private static Stream<Finding> judge(SagaModel saga, CompensationSource undo, StepSource step) {
    return undo.method().parameters().stream()
        .flatMap(
            parameter ->
                saga.binding(parameter).step().stream()
                    .filter(taken -> needNotExist(saga.graph(), taken, step))
                    .map(
                        taken ->
                            Finding.of(
                                Problem.RESULT_NEED_NOT_EXIST,
                                parameter.place(),
                                undo,
                                taken,
                                step)));
  }

  private static boolean needNotExist(StepGraph graph, StepSource taken, StepSource step) {
    boolean isClear = graph.isSure(step) || graph.isBefore(step, taken);
    return isClear && !taken.equals(step) && !graph.isBefore(taken, step);
  }
}
