package io.backstitch.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A saga as JSON. Fields are only added within a format; whatever else changes is a new one. */
final class GraphJson {

  private static final int FORMAT = 1;

  private final SagaFacts saga;
  private final SagaOutline graph;
  private final Levels levels;

  GraphJson(SagaFacts saga) {
    this.saga = saga;
    this.graph = saga.graph();
    this.levels = new Levels(graph);
  }

  String text() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("saga", saga.name());
    json.put("version", saga.version());
    json.put("input", saga.input().map(type -> Map.of("type", type.full())).orElse(null));
    json.put("result", saga.result().map(GraphJson::result).orElse(null));
    json.put("timeout", text(saga.limits().timeout()));
    json.put("grace", text(saga.limits().grace()));
    json.put("pivot", text(graph.pivot()));
    json.put("levels", levels.steps());
    json.put("steps", graph.graph().order().stream().map(this::step).toList());
    json.put("edges", edges());
    json.put("compensationLevels", levels.compensations());
    return JsonText.of(json) + "\n";
  }

  private static Map<String, @Nullable Object> result(SagaFacts.Result result) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("type", result.type().full());
    json.put("step", result.step());
    return json;
  }

  private Map<String, @Nullable Object> step(StepOutline step) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", step.toString());
    json.put("kind", kind(step.method()));
    json.put("result", step.returns().map(OutlineType::full).orElse(null));
    json.put("level", levels.of(step));
    json.put("needsCompensation", graph.needsCompensation(step));
    json.put("noCompensation", step.noCompensation().map(Said::value).orElse(null));
    json.put("timeout", text(step.method().timeout()));
    json.put("retry", retry(step.method().retry()));
    json.put(
        "compensation",
        graph.compensationsOf(step).stream()
            .findFirst()
            .map(undo -> compensation(step, undo))
            .orElse(null));
    return json;
  }

  private Map<String, @Nullable Object> compensation(StepOutline step, CompensationOutline undo) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("kind", kind(undo.method()));
    json.put("level", levels.ofCompensation(step));
    json.put("waitsFor", levels.undoneBefore(step).stream().map(StepOutline::toString).toList());
    json.put("takesUnknownOutcome", undo.canUndoUnknownOutcome());
    json.put("timeout", text(undo.method().timeout()));
    json.put("retry", retry(undo.method().retry()));
    return json;
  }

  private static String kind(MethodOutline method) {
    return method.kind().isTransactional() ? "transactional" : "remote";
  }

  private static Map<String, @Nullable Object> retry(RetryOutline retry) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("maxAttempts", retry.maxAttempts());
    json.put("backoff", retry.backoff().toString());
    json.put("multiplier", retry.multiplier());
    json.put("maxBackoff", retry.maxBackoff().toString());
    return json;
  }

  private static @Nullable String text(Optional<?> value) {
    return value.map(Object::toString).orElse(null);
  }

  private List<Map<String, @Nullable Object>> edges() {
    List<Map<String, @Nullable Object>> edges = new ArrayList<>();
    for (StepOutline step : graph.graph().order()) {
      Map<StepOutline, List<Edge>> byOther =
          graph.graph().edgesInto(step).stream()
              .collect(
                  Collectors.groupingBy(Edge::before, LinkedHashMap::new, Collectors.toList()));
      byOther.forEach((before, reasons) -> edges.add(edge(before, step, reasons)));
    }
    return edges;
  }

  private static Map<String, @Nullable Object> edge(
      StepOutline before, StepOutline after, List<Edge> edges) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("from", before.toString());
    json.put("to", after.toString());
    json.put("reasons", edges.stream().map(edge -> edge.reason().word()).distinct().toList());
    return json;
  }
}
