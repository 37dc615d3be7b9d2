package io.backstitch.runtime;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far one step is: an immutable part of {@link SagaState}.
 *
 * @param phase where the step stands
 * @param underWay whether a failure of another step found it begun, so that it may still finish
 * @param failedAttempts attempts at it that failed
 * @param failedUndos attempts at its compensation that failed
 * @param result its result as JSON, or null
 * @param failure why it or its compensation gave up, or null
 * @param notBefore the moment of {@link System#nanoTime()} at which the next attempt is due, or
 *     null
 */
record StepProgress(
    Phase phase,
    boolean underWay,
    int failedAttempts,
    int failedUndos,
    @Nullable String result,
    @Nullable SagaFailure failure,
    @Nullable Long notBefore) {

  static final StepProgress NONE = new StepProgress(Phase.PENDING, false, 0, 0, null, null, null);

  /** Where a step stands. */
  enum Phase {
    /** It has not succeeded, and may never have begun. */
    PENDING,
    SUCCEEDED,
    /** It failed and certainly has no effect. */
    FAILED,
    /** It gave up, and nobody knows whether it took effect. */
    IN_DOUBT,
    COMPENSATED,
    /** It has an effect that its compensation could not undo. */
    STUCK
  }

  boolean is(Phase other) {
    return phase == other;
  }

  StepProgress succeeded(@Nullable String json) {
    return new StepProgress(Phase.SUCCEEDED, false, failedAttempts, 0, json, null, null);
  }

  StepProgress gaveUp(Phase next, SagaFailure why) {
    return new StepProgress(next, false, failedAttempts + 1, failedUndos, result, why, null);
  }

  StepProgress stuck(SagaFailure why) {
    return new StepProgress(Phase.STUCK, false, failedAttempts, failedUndos + 1, result, why, null);
  }

  StepProgress inDoubt(SagaFailure why) {
    return new StepProgress(Phase.IN_DOUBT, false, failedAttempts, 0, null, why, null);
  }

  StepProgress compensated() {
    return new StepProgress(
        Phase.COMPENSATED, false, failedAttempts, failedUndos, result, null, null);
  }

  StepProgress attemptFailed(@Nullable Duration retryIn) {
    return new StepProgress(
        phase, underWay, failedAttempts + 1, failedUndos, result, null, moment(retryIn));
  }

  StepProgress undoFailed(@Nullable Duration retryIn) {
    return new StepProgress(
        phase, underWay, failedAttempts, failedUndos + 1, result, null, moment(retryIn));
  }

  StepProgress markUnderWay(boolean value) {
    return new StepProgress(phase, value, failedAttempts, failedUndos, result, failure, notBefore);
  }

  /** How long until the next attempt is due; zero or less when it is. */
  Duration waits() {
    return notBefore == null ? Duration.ZERO : Duration.ofNanos(notBefore - System.nanoTime());
  }

  private static @Nullable Long moment(@Nullable Duration in) {
    return in == null ? null : System.nanoTime() + in.toNanos();
  }
}
