package io.backstitch.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The second stage: what a saga class means, as far as its mistakes let one tell. */
final class SagaModel {

  private final SagaSource source;
  private final StepNames names;
  private final Bindings bindings;
  private final StepGraph graph;

  SagaModel(SagaSource source) {
    this.source = source;
    this.names = new StepNames(source.steps());
    this.bindings = new Bindings(source, names);
    this.graph = new StepGraph(source.steps(), edges(), this::hasOpenQuestion);
  }

  SagaSource source() {
    return source;
  }

  StepNames names() {
    return names;
  }

  Bindings bindings() {
    return bindings;
  }

  StepGraph graph() {
    return graph;
  }

  List<StepSource> steps() {
    return source.steps();
  }

  List<CompensationSource> compensations() {
    return source.compensations();
  }

  /** The step that a compensation undoes, or was probably meant to. */
  Optional<StepSource> undoneBy(CompensationSource compensation) {
    return names.meant(compensation.step().value());
  }

  /** What undoes a step: more than one only by mistake. */
  Stream<CompensationSource> compensationsOf(StepSource step) {
    return compensations().stream()
        .filter(compensation -> undoneBy(compensation).filter(step::equals).isPresent());
  }

  Binding binding(ParameterSource parameter) {
    return bindings.of(parameter);
  }

  Stream<StepSource> pivots() {
    return steps().stream().filter(StepSource::isPivot);
  }

  /** Whether the saga only goes forward when a step begins. */
  boolean isAfterPivot(StepSource step) {
    return pivots().anyMatch(pivot -> graph.isBefore(pivot, step));
  }

  /** Whether nothing can fail any more once a step has succeeded. */
  boolean isAfterAllOthers(StepSource step) {
    return graph.countBefore(step) == steps().size() - 1;
  }

  /** The step whose result is the saga's: the one named, or the only last one that returns. */
  Optional<StepSource> resultStep() {
    String said = source.header().result().value();
    if (!said.isEmpty()) {
      return names.find(said);
    }
    List<StepSource> last = graph.last().filter(step -> step.returns().isPresent()).toList();
    return last.size() == 1 ? Optional.of(last.get(0)) : Optional.empty();
  }

  private List<StepGraph.Edge> edges() {
    List<StepGraph.Edge> edges = new ArrayList<>();
    for (StepSource step : steps()) {
      for (ParameterSource parameter : step.method().parameters()) {
        binding(parameter)
            .step()
            .ifPresent(
                taken ->
                    edges.add(
                        new StepGraph.Edge(
                            taken,
                            step,
                            parameter.place(),
                            step + " takes " + parameter.type() + " from " + taken)));
      }
      for (Said<String> after : step.method().order().after()) {
        names
            .meant(after.value())
            .filter(other -> !other.equals(step))
            .ifPresent(
                other ->
                    edges.add(
                        new StepGraph.Edge(
                            other, step, after.place(), step + " is after " + other)));
      }
    }
    return edges;
  }

  private boolean hasOpenQuestion(StepSource step) {
    boolean unsettled =
        step.method().parameters().stream().anyMatch(parameter -> !binding(parameter).isSettled());
    boolean unknownAfter =
        step.method().order().after().stream()
            .anyMatch(after -> names.meant(after.value()).isEmpty());
    boolean sharesItsName =
        steps().stream()
            .anyMatch(
                other -> !other.equals(step) && other.name().value().equals(step.name().value()));
    return unsettled || unknownAfter || sharesItsName;
  }
}
