package io.backstitch.processor;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The graph has no cycle. */
final class StepsDoNotWaitForEachOther implements Rule {

  @Override
  public Stream<Finding> judge(SagaModel saga) {
    return saga.graph().cycles().stream().map(StepsDoNotWaitForEachOther::finding);
  }

  private static Finding finding(List<StepGraph.Edge> cycle) {
    StepGraph.Edge first = cycle.get(0);
    String path =
        cycle.stream()
            .map(edge -> " → " + edge.before())
            .collect(Collectors.joining("", first.after().toString(), ""));
    String reasons = cycle.stream().map(StepGraph.Edge::reason).collect(Collectors.joining(", "));
    return Finding.of(Problem.CYCLE, first.place(), first.after(), path, reasons);
  }
}
