package io.backstitch.graph;

import java.util.stream.Stream;

/** Where a saga has several steps, each is before or after another. */
final class StepsAreConnected implements GraphRule {

  @Override
  public Stream<Finding> judge(SagaOutline saga) {
    StepGraph graph = saga.graph();
    boolean isClear = saga.steps().stream().allMatch(graph::isSure);
    return isClear && saga.steps().size() > 1
        ? saga.steps().stream()
            .filter(step -> graph.edgesInto(step).isEmpty())
            .filter(step -> graph.directlyAfter(step).findAny().isEmpty())
            .map(
                step ->
                    Finding.of(Problem.CONNECTED_TO_NOTHING, step.method().place(), step.title()))
        : Stream.empty();
  }
}
