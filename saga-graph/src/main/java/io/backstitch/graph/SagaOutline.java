package io.backstitch.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A saga as a graph, as far as its mistakes let one tell. */
public final class SagaOutline {

  private final Header header;
  private final List<StepOutline> steps;
  private final List<CompensationOutline> compensations;
  private final StepNames<StepOutline> names;
  private final Map<StepOutline, List<CompensationOutline>> undoneBy = new HashMap<>();
  private final Map<CompensationOutline, StepOutline> undoes = new HashMap<>();
  private final StepGraph graph;

  /**
   * What is said of a saga as a whole.
   *
   * @param title how messages call it
   * @param type how messages call what was annotated or built
   * @param place where the saga stands
   * @param result the step whose result is to be the saga's; empty where none is named
   */
  public record Header(String title, String type, Place place, Said<String> result) {}

  /**
   * @param header what is said of the saga as a whole
   * @param steps its steps, in the order of their declaration
   * @param compensations what undoes them
   * @param data which step takes the result of which
   */
  public SagaOutline(
      Header header,
      List<StepOutline> steps,
      List<CompensationOutline> compensations,
      List<Edge> data) {
    this.header = header;
    this.steps = List.copyOf(steps);
    this.compensations = List.copyOf(compensations);
    this.names =
        new StepNames<>(steps, StepOutline::toString, step -> step.method().called().name());
    for (CompensationOutline undo : compensations) {
      names.meant(undo.step().value()).ifPresent(step -> connect(step, undo));
    }
    this.graph = graph(edges(data));
  }

  /** The graph with all that is guessed, unless a guess leads to a cycle: then it was wrong. */
  private StepGraph graph(List<Edge> edges) {
    StepGraph guessed = new StepGraph(steps, edges, open());
    List<Edge> guesses = edges.stream().filter(Edge::isGuessed).toList();
    if (guesses.isEmpty() || guessed.cycles().isEmpty()) {
      return guessed;
    }
    Set<StepOutline> open = open();
    guesses.forEach(edge -> open.add(edge.after()));
    List<Edge> known = edges.stream().filter(edge -> !edge.isGuessed()).toList();
    return new StepGraph(steps, known, open);
  }

  private void connect(StepOutline step, CompensationOutline undo) {
    undoneBy.computeIfAbsent(step, none -> new ArrayList<>()).add(undo);
    undoes.put(undo, step);
  }

  private List<Edge> edges(List<Edge> data) {
    List<Edge> edges = new ArrayList<>(data);
    for (StepOutline step : steps) {
      for (Said<String> after : step.method().after()) {
        names
            .meant(after.value())
            .filter(other -> !other.equals(step))
            .ifPresent(other -> edges.add(order(other, step, after)));
      }
    }
    return edges;
  }

  private Edge order(StepOutline before, StepOutline after, Said<String> said) {
    Edge edge = Edge.ofOrder(before, after, said.place());
    return isOneStep(said.value()) ? edge : edge.guessed();
  }

  /** Steps before which more may come than is known. */
  private Set<StepOutline> open() {
    Set<StepOutline> open = new HashSet<>();
    for (StepOutline step : steps) {
      boolean sharesItsName = names.isShared(step.name().value());
      boolean unknownAfter =
          step.method().after().stream().anyMatch(after -> names.meant(after.value()).isEmpty());
      if (sharesItsName || unknownAfter || step.certainty() != StepOutline.Certainty.SURE) {
        open.add(step);
      }
    }
    return open;
  }

  Header header() {
    return header;
  }

  public List<StepOutline> steps() {
    return steps;
  }

  public List<CompensationOutline> compensations() {
    return compensations;
  }

  StepNames<StepOutline> names() {
    return names;
  }

  /** Which step comes after which. */
  public StepGraph graph() {
    return graph;
  }

  /** Whether exactly one step has a name. */
  boolean isOneStep(String name) {
    return names.find(name).isPresent() && !names.isShared(name);
  }

  /** The step that a compensation undoes, or was probably meant to. */
  Optional<StepOutline> undoneBy(CompensationOutline compensation) {
    return Optional.ofNullable(undoes.get(compensation));
  }

  /** What undoes a step: more than one only by mistake. */
  List<CompensationOutline> compensationsOf(StepOutline step) {
    return undoneBy.getOrDefault(step, List.of());
  }

  Stream<StepOutline> pivots() {
    return steps.stream().filter(StepOutline::isPivot);
  }

  /** The point of no return, if there is one. */
  public Optional<StepOutline> pivot() {
    return pivots().findFirst();
  }

  /** Whether a step is neither before nor after a pivot, as far as all is known. */
  boolean isBeside(StepOutline step, StepOutline pivot) {
    return !step.equals(pivot)
        && graph.isSure(step)
        && graph.isSure(pivot)
        && !graph.isBefore(step, pivot)
        && !graph.isBefore(pivot, step);
  }

  /** Whether the saga only goes forward when a step begins. */
  boolean isAfterPivot(StepOutline step) {
    return pivots().anyMatch(pivot -> graph.isBefore(pivot, step));
  }

  /** Whether nothing can fail any more once a step has succeeded. */
  boolean isAfterAllOthers(StepOutline step) {
    return graph.countBefore(step) == steps.size() - 1;
  }

  /** Whether a step may have succeeded when something fails and all is undone. */
  public boolean needsCompensation(StepOutline step) {
    return !step.isPivot() && !isAfterPivot(step) && !isAfterAllOthers(step);
  }
}
