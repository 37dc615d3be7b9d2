package io.backstitch.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which step comes after which, as far as that is known. Where a step, or one before it, has an
 * open question of its own, more may come before it than is known here: it is not sure, and no rule
 * that depends on its place is to judge it.
 */
public final class StepGraph {

  private final List<StepOutline> steps;
  private final Map<StepOutline, Integer> positions = new HashMap<>();
  private final List<List<Edge>> into = new ArrayList<>();
  private final List<List<Edge>> outOf = new ArrayList<>();
  private final BitSet[] ancestors;
  private final BitSet placed = new BitSet();
  private final BitSet sure = new BitSet();

  StepGraph(List<StepOutline> steps, List<Edge> edges, Set<StepOutline> open) {
    this.steps = steps;
    this.ancestors = new BitSet[steps.size()];
    for (StepOutline step : steps) {
      positions.put(step, positions.size());
      into.add(new ArrayList<>());
      outOf.add(new ArrayList<>());
    }
    for (Edge edge : edges) {
      into.get(position(edge.after())).add(edge);
      outOf.get(position(edge.before())).add(edge);
    }
    placeAll(open);
  }

  private void placeAll(Set<StepOutline> open) {
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
      place(step, open);
      for (Edge edge : outOf.get(step)) {
        int after = position(edge.after());
        if (--waitsFor[after] == 0) {
          ready.add(after);
        }
      }
    }
  }

  private void place(int step, Set<StepOutline> open) {
    boolean isSure = !open.contains(steps.get(step));
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
  public boolean isSure(StepOutline step) {
    return sure.get(position(step));
  }

  /** Whether one certainly comes before the other. */
  public boolean isBefore(StepOutline one, StepOutline other) {
    return ancestors[position(other)].get(position(one));
  }

  /** How many steps certainly come before one. */
  int countBefore(StepOutline step) {
    return ancestors[position(step)].cardinality();
  }

  /** All steps, each after those that it comes after; else in the order of their declaration. */
  public List<StepOutline> order() {
    List<StepOutline> order = new ArrayList<>();
    BitSet done = new BitSet();
    for (int step = 0; step < steps.size(); step++) {
      addInOrder(step, done, order);
    }
    return order;
  }

  private void addInOrder(int step, BitSet done, List<StepOutline> order) {
    if (!done.get(step)) {
      done.set(step);
      into.get(step).forEach(edge -> addInOrder(position(edge.before()), done, order));
      order.add(steps.get(step));
    }
  }

  /** Why one comes after others, in the order in which it says so. */
  public List<Edge> edgesInto(StepOutline step) {
    return List.copyOf(into.get(position(step)));
  }

  /** The steps that wait for one directly. */
  Stream<StepOutline> directlyAfter(StepOutline step) {
    return outOf.get(position(step)).stream().map(Edge::after);
  }

  /** The steps after which nothing comes. */
  public Stream<StepOutline> last() {
    return steps.stream().filter(step -> outOf.get(position(step)).isEmpty());
  }

  /**
   * Cycles, so many that every reason for which steps wait for each other is told: the shortest
   * ones, each as its edges, from the one into the step that was declared first, backwards along
   * what it waits for.
   */
  List<List<Edge>> cycles() {
    List<List<Edge>> cycles = new ArrayList<>();
    Set<List<Object>> told = new HashSet<>();
    for (int step = 0; step < steps.size(); step++) {
      if (!placed.get(step) && into.get(step).stream().anyMatch(edge -> isNew(edge, told))) {
        Edge[] reachedBy = reachedFrom(step);
        for (Edge edge : into.get(step)) {
          boolean isOnCycle =
              position(edge.before()) == step || reachedBy[position(edge.before())] != null;
          if (isOnCycle && isNew(edge, told)) {
            List<Edge> cycle = cycle(edge, reachedBy);
            cycle.forEach(one -> told.add(meaning(one)));
            cycles.add(cycle);
          }
        }
      }
    }
    return cycles;
  }

  private static boolean isNew(Edge edge, Set<List<Object>> told) {
    return !told.contains(meaning(edge));
  }

  /** What two edges have in common that say the same. */
  private static List<Object> meaning(Edge edge) {
    return List.of(edge.before(), edge.after(), edge.reason());
  }

  /** For every step that waits for one, the last edge of a shortest way to it. */
  private Edge[] reachedFrom(int start) {
    Edge[] reachedBy = new Edge[steps.size()];
    Deque<Integer> next = new ArrayDeque<>(List.of(start));
    while (!next.isEmpty()) {
      for (Edge edge : outOf.get(next.remove())) {
        int after = position(edge.after());
        if (after != start && reachedBy[after] == null) {
          reachedBy[after] = edge;
          next.add(after);
        }
      }
    }
    return reachedBy;
  }

  private List<Edge> cycle(Edge into, Edge[] reachedBy) {
    List<Edge> cycle = new ArrayList<>(List.of(into));
    while (!into.after().equals(cycle.get(cycle.size() - 1).before())) {
      cycle.add(reachedBy[position(cycle.get(cycle.size() - 1).before())]);
    }
    return List.copyOf(cycle);
  }

  private int position(StepOutline step) {
    Integer position = positions.get(step);
    if (position == null) {
      throw new IllegalArgumentException("step " + step + " is not of this saga");
    }
    return position;
  }
}
