package io.backstitch.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A saga as a Mermaid flow chart: steps from top to bottom, beside each what undoes it, and between
 * the compensations the order in which they run.
 */
final class GraphMermaid {

  private final SagaFacts saga;
  private final SagaOutline graph;
  private final Levels levels;
  private final List<String> lines = new ArrayList<>();

  /** Names can hold anything, so nodes are numbered. */
  private final Map<StepOutline, Integer> numbers = new HashMap<>();

  GraphMermaid(SagaFacts saga) {
    this.saga = saga;
    this.graph = saga.graph();
    this.levels = new Levels(graph);
    graph.graph().order().forEach(step -> numbers.put(step, numbers.size() + 1));
  }

  String text() {
    lines.add("---");
    lines.add("title: " + saga.name() + " v" + saga.version());
    lines.add("---");
    lines.add("flowchart TD");
    List<StepOutline> order = graph.graph().order();
    order.forEach(this::step);
    order.forEach(this::edges);
    order.stream().filter(step -> !graph.compensationsOf(step).isEmpty()).forEach(this::undo);
    lines.add("  classDef pivot stroke-width:4px");
    lines.add("  classDef undo stroke-dasharray:4");
    return String.join("\n", lines) + "\n";
  }

  private void step(StepOutline step) {
    String label = "\"" + escaped(step.toString()) + "<br/><i>" + kind(step.method()) + "</i>\"";
    lines.add("  " + id(step) + "[" + label + "]" + (step.isPivot() ? ":::pivot" : ""));
  }

  private static String kind(MethodOutline method) {
    return method.kind().isTransactional() ? "transactional" : "remote";
  }

  private void edges(StepOutline step) {
    Set<String> arrows = new LinkedHashSet<>();
    for (Edge edge : graph.graph().edgesInto(step)) {
      String type = edge.before().returns().map(OutlineType::simple).orElse("");
      String arrow =
          edge.reason() == Edge.Reason.DATA ? " -->|\"" + escaped(type) + "\"| " : " -.->|after| ";
      arrows.add("  " + id(edge.before()) + arrow + id(step));
    }
    lines.addAll(arrows);
  }

  private void undo(StepOutline step) {
    lines.add("  " + undoId(step) + "([\"undo " + escaped(step.toString()) + "\"]):::undo");
    lines.add("  " + id(step) + " -.- " + undoId(step));
    levels
        .undoneRightBefore(step)
        .forEach(before -> lines.add("  " + undoId(before) + " ==> " + undoId(step)));
  }

  private String id(StepOutline step) {
    return "s" + numbers.get(step);
  }

  private String undoId(StepOutline step) {
    return "u" + numbers.get(step);
  }

  /** Whatever could mean something to Mermaid or to HTML as the number of its character. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            letter -> {
              if (Character.isLetterOrDigit(letter) || " -_.,".indexOf(letter) >= 0) {
                escaped.appendCodePoint(letter);
              } else {
                escaped.append('#').append(letter).append(';');
              }
            });
    return escaped.toString();
  }
}
