package io.backstitch.processor;

import java.util.List;
import java.util.stream.Stream;

/** There is at most one point of no return, and every other step is before it or after it. */
final class ThereIsOnePivot implements Rule {

  @Override
  public Stream<Finding> judge(SagaModel saga) {
    List<StepSource> pivots = saga.pivots().toList();
    if (pivots.isEmpty()) {
      return Stream.empty();
    }
    StepSource pivot = pivots.get(0);
    return pivots.size() > 1
        ? pivots.stream()
            .skip(1)
            .map(other -> Finding.of(Problem.TWO_PIVOTS, other.pivot().place(), other, pivot))
        : saga.steps().stream()
            .filter(step -> isBeside(saga.graph(), step, pivot))
            .map(step -> Finding.of(Problem.BESIDE_THE_PIVOT, step.method().place(), step, pivot));
  }

  private static boolean isBeside(StepGraph graph, StepSource step, StepSource pivot) {
    return !step.equals(pivot)
        && graph.isSure(step)
        && graph.isSure(pivot)
        && !graph.isBefore(step, pivot)
        && !graph.isBefore(pivot, step);
  }
}
