package io.backstitch.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The order of the compensations can be kept: each runs after those of all steps that come after
 * its own, and after those that it names.
 */
final class CompensationsDoNotWaitForEachOther implements GraphRule {

  @Override
  public Stream<Finding> judge(SagaOutline saga) {
    List<Finding> findings = new ArrayList<>();
    Map<StepOutline, Set<StepOutline>> accepted = new HashMap<>();
    for (CompensationOutline undo : saga.compensations()) {
      Optional<StepOutline> own = saga.undoneBy(undo);
      for (Said<String> after : undo.method().after()) {
        Optional<StepOutline> other = saga.names().meant(after.value());
        if (own.isEmpty() || other.isEmpty() || own.equals(other)) {
          continue;
        }
        StepOutline waits = own.orElseThrow();
        List<StepOutline> path = path(saga, other.orElseThrow(), waits, accepted);
        if (path.isEmpty()) {
          accepted.computeIfAbsent(waits, none -> new HashSet<>()).add(other.orElseThrow());
        } else {
          findings.add(finding(undo, after, waits, path));
        }
      }
    }
    return findings.stream();
  }

  private static Finding finding(
      CompensationOutline undo, Said<String> after, StepOutline waits, List<StepOutline> path) {
    String circle =
        Stream.concat(Stream.of(waits), path.stream())
            .map(step -> "undoing " + step)
            .collect(Collectors.joining(" waits for "));
    return Finding.of(
        Problem.COMPENSATIONS_WAIT, after.place(), undo.title(), circle, after.value());
  }

  /** How undoing one step waits for undoing another; empty if it does not. */
  private static List<StepOutline> path(
      SagaOutline saga,
      StepOutline from,
      StepOutline to,
      Map<StepOutline, Set<StepOutline>> accepted) {
    Map<StepOutline, StepOutline> reachedFrom = new HashMap<>();
    Deque<StepOutline> next = new ArrayDeque<>(List.of(from));
    while (!next.isEmpty()) {
      StepOutline step = next.remove();
      if (step.equals(to)) {
        return backFrom(to, from, reachedFrom);
      }
      Stream.concat(
              saga.graph().directlyAfter(step), accepted.getOrDefault(step, Set.of()).stream())
          .filter(after -> !after.equals(from))
          .filter(after -> reachedFrom.putIfAbsent(after, step) == null)
          .forEach(next::add);
    }
    return List.of();
  }

  private static List<StepOutline> backFrom(
      StepOutline to, StepOutline from, Map<StepOutline, StepOutline> reachedFrom) {
    Deque<StepOutline> path = new ArrayDeque<>(List.of(to));
    StepOutline step = to;
    while (!step.equals(from)) {
      step = reachedFrom.getOrDefault(step, from);
      path.addFirst(step);
    }
    return List.copyOf(path);
  }
}
