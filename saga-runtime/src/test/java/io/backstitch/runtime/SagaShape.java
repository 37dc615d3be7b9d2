package io.backstitch.runtime;

import io.backstitch.definition.RetryPolicy;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a saga of a test looks like, and how it goes. It goes the same way in every process: an
 * attempt fails or not by its number alone, and where steps run side by side, one of them waits
 * until the record of the other is there.
 */
final class SagaShape {

  static final RetryPolicy RETRY =
      new RetryPolicy(2, Duration.ofMillis(1), 1, Duration.ofMillis(1));

  private final String name;
  private final SagaStatus end;
  private final Set<String> transactional = new HashSet<>();
  private final Set<String> doubtful = new HashSet<>();
  private final Set<String> refused = new HashSet<>();
  private final Map<String, Integer> stumbles = new HashMap<>();
  private final Map<String, String> waits = new HashMap<>();
  private final Map<String, List<String>> steps = new LinkedHashMap<>();
  private String pivot;

  private SagaShape(String name, SagaStatus end) {
    this.name = name;
    this.end = end;
  }

  static SagaShape endsAs(SagaStatus end, String name) {
    return new SagaShape(name, end);
  }

  SagaShape remote(String step, String... after) {
    steps.put(step, List.of(after));
    return this;
  }

  SagaShape transactional(String step, String... after) {
    transactional.add(step);
    return remote(step, after);
  }

  /** A remote step whose compensation can do with an unknown outcome. */
  SagaShape doubtful(String step, String... after) {
    doubtful.add(step);
    return remote(step, after);
  }

  SagaShape pivot(String step, String... after) {
    pivot = step;
    return remote(step, after);
  }

  /** The first attempts at a call fail, and perhaps took effect. */
  SagaShape stumbles(String call, int attempts) {
    stumbles.put(call, attempts);
    return this;
  }

  /** Every attempt at a step is refused, and certainly took no effect. */
  SagaShape isRefused(String step) {
    refused.add(step);
    return this;
  }

  /** A call that has begun goes on only when another one is recorded. */
  SagaShape waits(String call, String recorded) {
    waits.put(call, recorded);
    return this;
  }

  String name() {
    return name;
  }

  /** How the saga ends if nothing disturbs it, and also if something does. */
  SagaStatus end() {
    return end;
  }

  StepOrder graph() {
    StepOrder graph = new StepOrder();
    steps.forEach((step, before) -> graph.with(step, before.toArray(String[]::new)));
    return graph;
  }

  boolean isTransactional(String step) {
    return transactional.contains(step);
  }

  boolean isDoubtful(String step) {
    return doubtful.contains(step);
  }

  boolean isPivot(String step) {
    return step.equals(pivot);
  }

  /** Whether the step can ever have to be undone: not the pivot, what comes after it, the last. */
  boolean isUndoable(String step) {
    return isDoubtful(step)
        || (!isPivot(step) && !isAfterPivot(step) && !graph().last().equals(step));
  }

  /** Whether a step is tried again without end. */
  boolean isAfterPivot(String step) {
    return steps.getOrDefault(step, List.of()).stream()
        .anyMatch(before -> isPivot(before) || isAfterPivot(before));
  }

  boolean isRefusedAlways(String call) {
    return refused.contains(call);
  }

  boolean stumbles(String call, StepContext step) {
    return step.attempt() <= stumbles.getOrDefault(call, 0);
  }

  /** The call whose record this one waits for, or null. */
  String waitsFor(String call) {
    return waits.get(call);
  }

  @Override
  public String toString() {
    return name;
  }
}
