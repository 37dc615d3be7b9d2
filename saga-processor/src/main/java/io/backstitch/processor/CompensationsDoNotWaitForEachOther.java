package io.backstitch.processor;

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
final class CompensationsDoNotWaitForEachOther implements Rule {

  @Override
  public Stream<Finding> judge(SagaModel saga) {
    List<Finding> findings = new ArrayList<>();
    Map<StepSource, Set<StepSource>> accepted = new HashMap<>();
    for (CompensationSource undo : saga.compensations()) {
      Optional<StepSource> own = saga.undoneBy(undo);
      for (Said<String> after : undo.method().order().after()) {
        Optional<StepSource> other = saga.names().meant(after.value());
        if (own.isEmpty() || other.isEmpty() || own.equals(other)) {
          continue;
        }
        StepSource waits = own.orElseThrow();
        List<StepSource> path = path(saga, other.orElseThrow(), waits, accepted);
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
      CompensationSource undo, Said<String> after, StepSource waits, List<StepSource> path) {
    String circle =
        Stream.concat(Stream.of(waits), path.stream())
            .map(step -> "undoing " + step)
            .collect(Collectors.joining(" waits for "));
    return Finding.of(Problem.COMPENSATIONS_WAIT, after.place(), undo, circle, after.value());
  }

  /** How undoing one step waits for undoing another; empty if it does not. */
  private static List<StepSource> path(
      SagaModel saga, StepSource from, StepSource to, Map<StepSource, Set<StepSource>> accepted) {
    Map<StepSource, StepSource> reachedFrom = new HashMap<>();
    Deque<StepSource> next = new ArrayDeque<>(List.of(from));
    while (!next.isEmpty()) {
      StepSource step = next.remove();
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

  private static List<StepSource> backFrom(
      StepSource to, StepSource from, Map<StepSource, StepSource> reachedFrom) {
    Deque<StepSource> path = new ArrayDeque<>(List.of(to));
    StepSource step = to;
    while (!step.equals(from)) {
      step = reachedFrom.getOrDefault(step, from);
      path.addFirst(step);
    }
    return List.copyOf(path);
  }
}
