package io.backstitch.processor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which step comes after which, as far as that is known. Where a step, or one before it, has an
 * open question of its own, more may come before it than is known here: it is not sure, and no rule
 * that depends on its place is to judge it.
 */
final class StepGraph {

  /**
   * One reason why a step comes after another.
   *
   * @param before the one that comes first
   * @param after the one that waits
   * @param place where that is said
   * @param reason the same in words, from the view of the one that waits
   */
  record Edge(StepSource before, StepSource after, Place place, String reason) {}

  private final List<StepSource> steps;
  private final Map<StepSource, Integer> positions = new HashMap<>();
  private final List<List<Edge>> into = new ArrayList<>();
  private final List<List<Edge>> outOf = new ArrayList<>();
  private final BitSet[] ancestors;
  private final BitSet placed = new BitSet();
  private final BitSet sure = new BitSet();

  StepGraph(List<StepSource> steps, List<Edge> edges, Predicate<StepSource> hasOpenQuestion) {
    this.steps = steps;
    this.ancestors = new BitSet[steps.size()];
    for (StepSource step : steps) {
      positions.put(step, positions.size());
      into.add(new ArrayList<>());
      outOf.add(new ArrayList<>());
    }
    for (Edge edge : edges) {
      into.get(position(edge.after())).add(edge);
      outOf.get(position(edge.before())).add(edge);
    }
    placeAll(hasOpenQuestion);
  }

  private void placeAll(Predicate<StepSource> hasOpenQuestion) {
    int[] waitsFor = into.stream().mapToInt(List::size).toArray();
    Deque<Integer> ready = new ArrayDeque<>();
    for (int step = 0; step < steps.size(); step++) {
      ancestors[step] = new BitSet();
      if (waitsFor[step] == 0) {
        ready.add(step);
      }
    }
    while (!ready.isEmpty()) {
      int step = ready.remove();
      place(step, hasOpenQuestion);
      for (Edge edge : outOf.get(step)) {
        int after = position(edge.after());
        if (--waitsFor[after] == 0) {
          ready.add(after);
        }
      }
    }
  }

  private void place(int step, Predicate<StepSource> hasOpenQuestion) {
    boolean isSure = !hasOpenQuestion.test(steps.get(step));
    for (Edge edge : into.get(step)) {
      int before = position(edge.before());
      ancestors[step].set(before);
      ancestors[step].or(ancestors[before]);
      isSure &= sure.get(before);
    }
    placed.set(step);
    sure.set(step, isSure);
  }

  /** Whether all that comes before a step is known. */
  boolean isSure(StepSource step) {
    return sure.get(position(step));
  }

  /** Whether one certainly comes before the other. */
  boolean isBefore(StepSource one, StepSource other) {
    return ancestors[position(other)].get(position(one));
  }

  /** How many steps certainly come before one. */
  int countBefore(StepSource step) {
    return ancestors[position(step)].cardinality();
  }

  /** The steps that wait for one directly. */
  Stream<StepSource> directlyAfter(StepSource step) {
    return outOf.get(position(step)).stream().map(Edge::after);
  }

  /** The steps after which nothing comes. */
  Stream<StepSource> last() {
    return steps.stream().filter(step -> outOf.get(position(step)).isEmpty());
  }

  /**
   * The cycles, none of which has a step in common with another: each as its edges, from the one
   * into the step that was declared first, backwards along what it waits for.
   */
  List<List<Edge>> cycles() {
    List<List<Edge>> cycles = new ArrayList<>();
    BitSet told = new BitSet();
    for (int start = 0; start < steps.size(); start++) {
      if (placed.get(start) || told.get(start)) {
        continue;
      }
      List<Edge> cycle = shortestCycle(start);
      if (!cycle.isEmpty()) {
        cycles.add(cycle);
        told.or(tangledWith(start));
      }
    }
    return cycles;
  }

  private List<Edge> shortestCycle(int start) {
    Edge[] reachedBy = new Edge[steps.size()];
    Deque<Integer> next = new ArrayDeque<>(List.of(start));
    while (!next.isEmpty()) {
      for (Edge edge : into.get(next.remove())) {
        int before = position(edge.before());
        if (before == start) {
          return pathTo(edge, start, reachedBy);
        }
        if (reachedBy[before] == null) {
          reachedBy[before] = edge;
          next.add(before);
        }
      }
    }
    return List.of();
  }

  private List<Edge> pathTo(Edge lastEdge, int start, Edge[] reachedBy) {
    Deque<Edge> path = new ArrayDeque<>(List.of(lastEdge));
    int step = position(lastEdge.after());
    while (step != start) {
      Edge edge = reachedBy[step];
      path.addFirst(edge);
      step = position(edge.after());
    }
    return List.copyOf(path);
  }

  /** All steps that are on some cycle with one. */
  private BitSet tangledWith(int step) {
    BitSet tangled = reachable(step, into, true);
    tangled.and(reachable(step, outOf, false));
    return tangled;
  }

  private BitSet reachable(int start, List<List<Edge>> edges, boolean backwards) {
    BitSet reached = new BitSet();
    Deque<Integer> next = new ArrayDeque<>(List.of(start));
    while (!next.isEmpty()) {
      for (Edge edge : edges.get(next.remove())) {
        int step = position(backwards ? edge.before() : edge.after());
        if (!reached.get(step)) {
          reached.set(step);
          next.add(step);
        }
      }
    }
    return reached;
  }

  private int position(StepSource step) {
    Integer position = positions.get(step);
    if (position == null) {
      throw new IllegalArgumentException("step " + step + " is not of this saga");
    }
    return position;
  }
}
