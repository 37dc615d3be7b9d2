package io.backstitch.processor;

import io.backstitch.processor.RandomSaga.Step;
import io.backstitch.processor.RandomSaga.Undo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the naive model has to say, in the form in which the compiler writes its graphs. */
final class NaiveJson {

  private final RandomSaga saga;
  private final NaiveGraph graph;
  private final List<String> order;

  NaiveJson(RandomSaga saga, List<String> order) {
    this.saga = saga;
    this.graph = new NaiveGraph(saga);
    this.order = order;
  }

  /** The whole of it; retries, of which the model knows nothing, are taken from what is written. */
  Map<String, @Nullable Object> of(Map<?, ?> written) {
    boolean takesInput = saga.steps().stream().anyMatch(Step::takesInput);
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("format", 1);
    json.put("saga", saga.sagaName());
    json.put("version", 1);
    json.put("input", takesInput ? Map.of("type", type("Input")) : null);
    json.put("result", graph.result().map(this::result).orElse(null));
    json.put("timeout", null);
    json.put("grace", null);
    json.put("pivot", order.stream().filter(step -> step(step).pivot()).findFirst().orElse(null));
    json.put("levels", byLevel(graph.levels()));
    List<Map<String, @Nullable Object>> steps = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      steps.add(step(step(order.get(i)), (Map<?, ?>) ((List<?>) written.get("steps")).get(i)));
    }
    json.put("steps", steps);
    json.put("edges", edges((List<?>) written.get("edges")));
    json.put("compensationLevels", byLevel(graph.undoLevels()));
    return json;
  }

  private Step step(String name) {
    return saga.steps().stream().filter(step -> step.name().equals(name)).findFirst().orElseThrow();
  }

  private String type(String name) {
    return "random." + saga.className() + "." + name;
  }

  private Map<String, @Nullable Object> result(String step) {
    return Map.of("type", type(step(step).returns().orElseThrow()), "step", step);
  }

  private Map<String, @Nullable Object> step(Step step, Map<?, ?> written) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", step.name());
    json.put("kind", step.transactional() ? "transactional" : "remote");
    json.put("result", step.returns().map(this::type).orElse(null));
    json.put("level", graph.levels().get(step.name()));
    json.put("needsCompensation", graph.needsCompensation(step));
    json.put("noCompensation", step.noCompensation() ? "random" : null);
    json.put("timeout", null);
    json.put("retry", written.get("retry"));
    json.put("compensation", undo(step, written).orElse(null));
    return json;
  }

  private Optional<Map<String, @Nullable Object>> undo(Step step, Map<?, ?> written) {
    return step.undo().map(undo -> undo(step, undo, (Map<?, ?>) written.get("compensation")));
  }

  private Map<String, @Nullable Object> undo(Step step, Undo undo, Map<?, ?> written) {
    Set<String> before = graph.undoneBefore().get(step.name());
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("kind", "remote");
    json.put("level", graph.undoLevels().get(step.name()));
    json.put("waitsFor", order.stream().filter(before::contains).toList());
    json.put("takesUnknownOutcome", undo.takesUnknown());
    json.put("timeout", null);
    json.put("retry", written.get("retry"));
    return json;
  }

  /** The edges in the order in which they are written, which says nothing. */
  private List<Map<String, Object>> edges(List<?> written) {
    Map<String, Map<String, Object>> edges = new LinkedHashMap<>();
    graph
        .edges()
        .forEach(
            (edge, reasons) -> {
              String[] ends = edge.split(" -> ");
              List<String> words =
                  List.of("data", "after").stream().filter(reasons::contains).toList();
              edges.put(edge, Map.of("from", ends[0], "to", ends[1], "reasons", words));
            });
    List<Map<String, Object>> ordered = new ArrayList<>();
    for (Object one : written) {
      Map<?, ?> edge = (Map<?, ?>) one;
      Map<String, Object> known = edges.remove(edge.get("from") + " -> " + edge.get("to"));
      if (known != null) {
        ordered.add(known);
      }
    }
    ordered.addAll(edges.values());
    return ordered;
  }

  private List<List<String>> byLevel(Map<String, Integer> levels) {
    int count = levels.values().stream().mapToInt(level -> level + 1).max().orElse(0);
    List<List<String>> byLevel = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int level = i;
      byLevel.add(order.stream().filter(step -> levels.getOrDefault(step, -1) == level).toList());
    }
    return byLevel;
  }
}
