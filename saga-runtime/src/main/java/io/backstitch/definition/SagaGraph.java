package io.backstitch.definition;

import io.backstitch.graph.Edge;
import io.backstitch.graph.StepGraph;
import io.backstitch.graph.StepOutline;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which step comes after which. Acyclic once it is built; the order of steps that the graph leaves
 * open is the order in which they were declared.
 */
public final class SagaGraph {

  private final Map<String, Set<String>> predecessors = new LinkedHashMap<>();
  private final Map<String, Set<String>> ancestors = new LinkedHashMap<>();
  private final Map<String, Set<String>> descendants = new LinkedHashMap<>();

  /**
   * @param graph without a cycle
   */
  SagaGraph(StepGraph graph) {
    List<StepOutline> order = graph.order();
    order.forEach(step -> descendants.put(step.toString(), new LinkedHashSet<>()));
    for (StepOutline step : order) {
      String name = step.toString();
      predecessors.put(name, names(graph.edgesInto(step).stream().map(Edge::before)));
      ancestors.put(name, names(order.stream().filter(other -> graph.isBefore(other, step))));
      ancestors(name).forEach(ancestor -> of(ancestor, descendants).add(name));
    }
    List.of(predecessors, ancestors, descendants)
        .forEach(sets -> sets.replaceAll((step, set) -> Collections.unmodifiableSet(set)));
  }

  private static Set<String> names(Stream<StepOutline> steps) {
    return steps.map(StepOutline::toString).collect(Collectors.toCollection(LinkedHashSet::new));
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
    return List.copyOf(descendants.keySet());
  }

  /**
   * The steps directly before one.
   *
   * @param step a step's name
   * @return names of steps
   */
  public Set<String> predecessors(String step) {
    return of(step, predecessors);
  }

  /**
   * All steps that have certainly succeeded when one begins.
   *
   * @param step a step's name
   * @return names of steps
   */
  public Set<String> ancestors(String step) {
    return of(step, ancestors);
  }

  /**
   * All steps that begin only when one has succeeded.
   *
   * @param step a step's name
   * @return names of steps
   */
  public Set<String> descendants(String step) {
    return of(step, descendants);
  }

  /**
   * The steps after which nothing comes.
   *
   * @return names of steps
   */
  public List<String> last() {
    return descendants.keySet().stream().filter(step -> of(step, descendants).isEmpty()).toList();
  }

  /**
   * Steps that may run before, after or at the same time as one.
   *
   * @param step a step's name
   * @return names of steps
   */
  public List<String> beside(String step) {
    return descendants.keySet().stream()
        .filter(
            other ->
                !other.equals(step)
                    && !of(step, ancestors).contains(other)
                    && !of(step, descendants).contains(other))
        .toList();
  }
}
