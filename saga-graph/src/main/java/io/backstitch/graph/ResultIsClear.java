package io.backstitch.graph;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where a saga could have the result of several steps, it says which. */
final class ResultIsClear implements GraphRule {

  @Override
  public Stream<Finding> judge(SagaOutline saga) {
    StepGraph graph = saga.graph();
    List<StepOutline> last = graph.last().filter(step -> step.returns().isPresent()).toList();
    boolean isOpen = saga.header().result().value().isEmpty() && last.size() > 1;
    return isOpen && saga.steps().stream().allMatch(graph::isSure)
        ? Stream.of(
            Finding.ofSaga(
                Problem.RESULT_NOT_CLEAR,
                saga.header().result().place(),
                last.stream().map(StepOutline::toString).collect(Collectors.joining(", ")),
                last.get(0)))
        : Stream.empty();
  }
}
