package io.backstitch.graph;

import java.util.List;
import java.util.stream.Stream;

/** There is at most one point of no return, and every other step is before it or after it. */
final class ThereIsOnePivot implements GraphRule {

  @Override
  public Stream<Finding> judge(SagaOutline saga) {
    List<StepOutline> pivots = saga.pivots().toList();
    if (pivots.isEmpty()) {
      return Stream.empty();
    }
    StepOutline pivot = pivots.get(0);
    return pivots.size() > 1
        ? pivots.stream()
            .skip(1)
            .map(
                other ->
                    Finding.of(Problem.TWO_PIVOTS, other.pivot().place(), other.title(), pivot))
        : saga.steps().stream()
            .filter(step -> saga.isBeside(step, pivot))
            .map(
                step ->
                    Finding.of(
                        Problem.BESIDE_THE_PIVOT, step.method().place(), step.title(), pivot));
  }
}
