package io.backstitch.runtime;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one step stood at a moment.
 *
 * @param name the step
 * @param phase how far it was
 * @param failedAttempts attempts at it that had failed since it was last begun anew
 * @param failedCompensations attempts at its compensation that had failed, likewise
 * @param result its result as JSON, or null
 * @param failure why it or its compensation had given up, or null
 * @param mayBegin whether it, or its compensation where the saga goes back, was next: nothing had
 *     to be done before it. True also while an engine was at it.
 * @param blockedBy what had to be done before, if there is something to be done about this step
 * @param nextAttemptAt when the next attempt was due, or null for at once
 */
public record StepSnapshot(
    String name,
    StepPhase phase,
    int failedAttempts,
    int failedCompensations,
    @Nullable String result,
    @Nullable SagaFailure failure,
    boolean mayBegin,
    List<String> blockedBy,
    @Nullable Instant nextAttemptAt) {

  /** Copies the list. */
  public StepSnapshot {
    blockedBy = List.copyOf(blockedBy);
  }
}
