package io.backstitch.definition;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which step comes after which. Acyclic once it is built; the order of steps that the graph leaves
 * open is the order in which they were declared.
 */
public final class SagaGraph {

  private final Map<String, Set<String>> predecessors;
  private final Map<String, Set<String>> ancestors = new LinkedHashMap<>();
  private final Map<String, Set<String>> descendants = new LinkedHashMap<>();
  private final List<String> order = new ArrayList<>();

  /**
   * @param predecessors for each step the steps directly before it; without a cycle
   */
  SagaGraph(Map<String, Set<String>> predecessors) {
    this.predecessors = predecessors;
    predecessors.keySet().forEach(step -> descendants.put(step, new LinkedHashSet<>()));
    predecessors.keySet().forEach(this::place);
  }

  private Set<String> place(String step) {
    Set<String> placed = ancestors.get(step);
    if (placed != null) {
      return placed;
    }
    Set<String> before = new LinkedHashSet<>();
    for (String predecessor : of(step, predecessors)) {
      before.addAll(place(predecessor));
      before.add(predecessor);
    }
    before.forEach(ancestor -> of(ancestor, descendants).add(step));
    ancestors.put(step, before);
    order.add(step);
    return before;
  }

  private static Set<String> of(String step, Map<String, Set<String>> sets) {
    Set<String> set = sets.get(step);
    if (set == null) {
      throw new IllegalArgumentException("no step '" + step + "' in " + sets.keySet());
    }
    return set;
  }

  /**
   * All steps, each after those that it comes after.
   *
   * @return names of steps
   */
  public List<String> order() {
    return Collections.unmodifiableList(order);
  }

  /**
   * The steps directly before one.
   *
   * @param step a step's name
   * @return names of steps
   */
  public Set<String> predecessors(String step) {
    return Collections.unmodifiableSet(of(step, predecessors));
  }

  /**
   * All steps that have certainly succeeded when one begins.
   *
   * @param step a step's name
   * @return names of steps
   */
  public Set<String> ancestors(String step) {
    return Collections.unmodifiableSet(of(step, ancestors));
  }

  /**
   * All steps that begin only when one has succeeded.
   *
   * @param step a step's name
   * @return names of steps
   */
  public Set<String> descendants(String step) {
    return Collections.unmodifiableSet(of(step, descendants));
  }

  /**
   * The steps after which nothing comes.
   *
   * @return names of steps
   */
  public List<String> last() {
    return order.stream().filter(step -> of(step, descendants).isEmpty()).toList();
  }

  /**
   * Steps that may run before, after or at the same time as one.
   *
   * @param step a step's name
   * @return names of steps
   */
  public List<String> beside(String step) {
    return order.stream()
        .filter(
            other ->
                !other.equals(step)
                    && !of(step, ancestors).contains(other)
                    && !of(step, descendants).contains(other))
        .toList();
  }

  /**
   * A cycle, if there is one.
   *
   * @param predecessors for each node the nodes directly before it; names that are no nodes count
   *     as absent
   * @return the nodes of the cycle, the first one repeated at the end
   */
  static Optional<List<String>> cycle(Map<String, Set<String>> predecessors) {
    Set<String> done = new LinkedHashSet<>();
    for (String start : predecessors.keySet()) {
      Deque<String> path = new ArrayDeque<>();
      Optional<List<String>> cycle = cycleFrom(start, predecessors, path, done);
      if (cycle.isPresent()) {
        return cycle;
      }
    }
    return Optional.empty();
  }

  private static Optional<List<String>> cycleFrom(
      String node, Map<String, Set<String>> predecessors, Deque<String> path, Set<String> done) {
    if (path.contains(node)) {
      List<String> cycle = new ArrayList<>();
      cycle.add(node);
      for (String step : path) {
        cycle.add(step);
        if (step.equals(node)) {
          return Optional.of(cycle);
        }
      }
    }
    if (done.contains(node)) {
      return Optional.empty();
    }
    path.push(node);
    for (String predecessor : predecessors.getOrDefault(node, Set.of())) {
      Optional<List<String>> cycle = cycleFrom(predecessor, predecessors, path, done);
      if (cycle.isPresent()) {
        return cycle;
      }
    }
    path.pop();
    done.add(node);
    return Optional.empty();
  }
}
