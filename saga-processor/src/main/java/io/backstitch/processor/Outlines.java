package io.backstitch.processor;

import io.backstitch.graph.CompensationOutline;
import io.backstitch.graph.CompensationOutline.Form;
import io.backstitch.graph.CompensationOutline.Taken;
import io.backstitch.graph.Edge;
import io.backstitch.graph.MethodOutline;
import io.backstitch.graph.OutlineType;
import io.backstitch.graph.SagaOutline;
import io.backstitch.graph.StepOutline;
import io.backstitch.graph.StepOutline.Certainty;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reduces a saga class to its graph, which needs no compiler any more. */
final class Outlines {

  private final Bindings bindings;
  private final NamesOfMethods fullNames;
  private final Map<StepSource, StepOutline> steps = new LinkedHashMap<>();
  private final Map<StepOutline, StepSource> sources = new HashMap<>();
  private final SagaOutline saga;

  Outlines(SagaSource source, Bindings bindings) {
    this.bindings = bindings;
    this.fullNames = new NamesOfMethods(source);
    for (StepSource step : source.steps()) {
      StepOutline outline = outline(step);
      steps.put(step, outline);
      sources.put(outline, step);
    }
    SagaOutline.Header header =
        new SagaOutline.Header(
            source.title(),
            source.type().getSimpleName().toString(),
            source.place(),
            source.header().result());
    List<CompensationOutline> compensations =
        source.compensations().stream().map(this::outline).toList();
    this.saga = new SagaOutline(header, List.copyOf(steps.values()), compensations, edges());
  }

  SagaOutline saga() {
    return saga;
  }

  /** What a step is in the graph. */
  StepOutline of(StepSource step) {
    StepOutline outline = steps.get(step);
    if (outline == null) {
      throw new IllegalArgumentException("step " + step + " is not of this saga");
    }
    return outline;
  }

  /** What a step was reduced from. */
  StepSource source(StepOutline step) {
    StepSource source = sources.get(step);
    if (source == null) {
      throw new IllegalArgumentException("step " + step + " is not of this saga");
    }
    return source;
  }

  private StepOutline outline(StepSource step) {
    return new StepOutline(
        step.name(),
        step.title(),
        outline(step.method()),
        step.returns().map(Outlines::outline),
        step.pivot(),
        step.noCompensation(),
        certainty(step.method()));
  }

  private CompensationOutline outline(CompensationSource undo) {
    List<Taken> takes = new ArrayList<>();
    Set<String> types = new HashSet<>();
    for (ParameterSource parameter : undo.method().parameters()) {
      types.add(outline(parameter.type()).full());
      parameter.insideOptional().ifPresent(inside -> types.add(outline(inside).full()));
      Binding binding = bindings.of(parameter);
      Form form = binding instanceof Binding.ResultIfKnown ? Form.IF_KNOWN : Form.PLAIN;
      outlineOf(binding).ifPresent(step -> takes.add(new Taken(step, parameter.place(), form)));
    }
    return new CompensationOutline(
        undo.step(), undo.title(), outline(undo.method()), takes, types, certainty(undo.method()));
  }

  private Certainty certainty(MethodSource method) {
    if (method.isTwoThings()) {
      return Certainty.TWO_THINGS;
    }
    boolean isSure =
        method.parameters().stream().allMatch(parameter -> bindings.of(parameter).isSettled());
    return isSure ? Certainty.SURE : Certainty.UNSETTLED;
  }

  static OutlineType outline(ValueType type) {
    return new OutlineType(type.toString(), TypeText.full(type.mirror()));
  }

  private MethodOutline outline(MethodSource method) {
    return new MethodOutline(
        new MethodOutline.Called("the method " + fullNames.of(method), method.name()),
        method.place(),
        kind(method),
        method.order().after(),
        method.attempts().policy(),
        method.attempts().limit());
  }

  private static MethodOutline.Kind kind(MethodSource method) {
    if (method.isTransactional()) {
      return MethodOutline.Kind.TRANSACTIONAL;
    }
    boolean seesItsKey =
        method.parameters().stream()
            .anyMatch(
                parameter -> Provision.of(parameter.type()).equals(Optional.of(Provision.CONTEXT)));
    return seesItsKey ? MethodOutline.Kind.REMOTE : MethodOutline.Kind.REMOTE_WITHOUT_KEY;
  }

  private List<Edge> edges() {
    List<Edge> edges = new ArrayList<>();
    steps.forEach(
        (source, step) -> {
          for (ParameterSource parameter : source.method().parameters()) {
            outlineOf(bindings.of(parameter))
                .map(before -> edge(before, step, parameter))
                .map(edge -> isGuessed(parameter) ? edge.guessed() : edge)
                .ifPresent(edges::add);
          }
        });
    return edges;
  }

  private boolean isGuessed(ParameterSource parameter) {
    return bindings.of(parameter) instanceof Binding.FromNoStep;
  }

  private static Edge edge(StepOutline before, StepOutline after, ParameterSource parameter) {
    return Edge.ofData(before, after, parameter.place(), parameter.type().toString());
  }

  private Optional<StepOutline> outlineOf(Binding binding) {
    return binding.step().map(steps::get);
  }
}
