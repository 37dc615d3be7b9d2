package io.backstitch.runtime;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a saga stood at a moment: its journal up to then, folded as the engine folds it.
 *
 * @param id the instance
 * @param type the saga's name
 * @param version the version of the graph
 * @param key the caller's key
 * @param moment the moment that was asked for
 * @param seq the last fact that had been recorded by then
 * @param status the status after that fact
 * @param failure what had made it stop going forward, or null while it did
 * @param steps all steps, each after those that it comes after
 */
public record SagaSnapshot(
    UUID id,
    String type,
    int version,
    String key,
    Instant moment,
    int seq,
    SagaStatus status,
    @Nullable SagaFailure failure,
    List<StepSnapshot> steps) {

  /** Copies the list. */
  public SagaSnapshot {
    steps = List.copyOf(steps);
  }

  /**
   * One step.
   *
   * @param name its name
   * @return where it stood
   * @throws IllegalArgumentException if the saga has no such step
   */
  public StepSnapshot step(String name) {
    return steps.stream()
        .filter(step -> step.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("Saga " + type + " has no step '" + name + "'."));
  }

  /**
   * What could begin next, or was being done.
   *
   * @return names of steps; where the saga goes back, their compensations are meant
   */
  public List<String> next() {
    return steps.stream().filter(StepSnapshot::mayBegin).map(StepSnapshot::name).toList();
  }
}
