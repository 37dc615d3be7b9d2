package io.backstitch.graph;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The graph has no cycle. */
final class StepsDoNotWaitForEachOther implements GraphRule {

  @Override
  public Stream<Finding> judge(SagaOutline saga) {
    return saga.graph().cycles().stream().map(StepsDoNotWaitForEachOther::finding);
  }

  private static Finding finding(List<Edge> cycle) {
    Edge first = cycle.get(0);
    String path =
        cycle.stream()
            .map(edge -> " → " + edge.before())
            .collect(Collectors.joining("", first.after().toString(), ""));
    String reasons = cycle.stream().map(Edge::text).collect(Collectors.joining(", "));
    return Finding.of(Problem.CYCLE, first.place(), first.after().title(), path, reasons);
  }
}
