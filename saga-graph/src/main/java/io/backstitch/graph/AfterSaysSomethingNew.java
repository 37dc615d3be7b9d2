package io.backstitch.graph;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** An order that is said by {@code after} does not follow from all else anyway. */
final class AfterSaysSomethingNew implements GraphRule {

  @Override
  public Stream<Finding> judge(SagaOutline saga) {
    return Stream.concat(
        saga.steps().stream().flatMap(step -> ofStep(saga.graph(), step)),
        saga.compensations().stream().flatMap(undo -> ofCompensation(saga, undo)));
  }

  private static Stream<Finding> ofStep(StepGraph graph, StepOutline step) {
    List<Edge> edges = graph.edgesInto(step);
    return IntStream.range(0, edges.size())
        .filter(i -> edges.get(i).reason() == Edge.Reason.AFTER && !edges.get(i).isGuessed())
        .boxed()
        .flatMap(i -> implying(graph, edges, i).map(edge -> finding(edges.get(i), edge)).stream());
  }

  /** What already makes a step come after another: of two that say the same, the first. */
  private static Optional<Edge> implying(StepGraph graph, List<Edge> edges, int said) {
    StepOutline before = edges.get(said).before();
    Stream<Edge> saidFirst =
        edges.subList(0, said).stream().filter(other -> other.before().equals(before));
    Stream<Edge> further = edges.stream().filter(other -> graph.isBefore(before, other.before()));
    return Stream.concat(saidFirst, further).findFirst();
  }

  private static Finding finding(Edge said, Edge implying) {
    return finding(said.place(), said.after().title(), said.before(), implying.text());
  }

  private static Stream<Finding> ofCompensation(SagaOutline saga, CompensationOutline undo) {
    return saga.undoneBy(undo).stream()
        .flatMap(
            step ->
                undo.method().after().stream()
                    .flatMap(after -> ofCompensation(saga, undo, step, after).stream()));
  }

  private static Optional<Finding> ofCompensation(
      SagaOutline saga, CompensationOutline undo, StepOutline step, Said<String> after) {
    return saga.names()
        .find(after.value())
        .flatMap(
            other ->
                reason(saga, step, other)
                    .map(reason -> finding(after.place(), undo.title(), other, reason)));
  }

  /** Why it means nothing that undoing one step waits for undoing another. */
  private static Optional<String> reason(SagaOutline saga, StepOutline step, StepOutline other) {
    if (isNeverUndone(saga, other)) {
      return Optional.of(other + " is never undone");
    }
    return saga.graph().isBefore(step, other)
        ? Optional.of(other + " comes after " + step + ", so it is undone before it")
        : Optional.empty();
  }

  /** Whether a step rightly has no compensation. */
  private static boolean isNeverUndone(SagaOutline saga, StepOutline step) {
    return saga.compensationsOf(step).isEmpty()
        && (step.noCompensation().isPresent()
            || (saga.graph().isSure(step) && !saga.needsCompensation(step)));
  }

  private static Finding finding(Place place, String about, StepOutline named, String reason) {
    return Finding.of(Problem.AFTER_IMPLIED, place, about, named, reason);
  }
}
