package io.backstitch.runtime;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far one step is: an immutable part of {@link SagaState}.
 *
 * @param phase where the step stands
 * @param underWay whether a failure of another step found it begun, so that it may still finish
 * @param perhapsDone whether an attempt that ended without an answer may have taken effect
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
    boolean perhapsDone,
    int failedAttempts,
    int failedUndos,
    @Nullable String result,
    @Nullable SagaFailure failure,
    @Nullable Long notBefore) {

  static final StepProgress NONE =
      new StepProgress(Phase.PENDING, false, false, 0, 0, null, null, null);

  /** Where a step stands. */
  enum Phase {
    /** It has not succeeded, and may never have begun. */
    PENDING,
    SUCCEEDED,
    /** An operator has the saga go on without it; it has no effect. */
    SKIPPED,
    /** It failed and certainly has no effect. */
    FAILED,
    /** It gave up, and nobody knows whether it took effect. */
    IN_DOUBT,
    COMPENSATED,
    /** It has an effect that its compensation could not undo. */
    STUCK,
    /** It may have an effect, and its compensation gave up. */
    STUCK_IN_DOUBT
  }

  boolean is(Phase other) {
    return phase == other;
  }

  /** Whether what waits for this step may begin. */
  boolean isDone() {
    return phase == Phase.SUCCEEDED || phase == Phase.SKIPPED;
  }

  /** Whether its compensation gave up. */
  boolean isStuck() {
    return phase == Phase.STUCK || phase == Phase.STUCK_IN_DOUBT;
  }

  StepProgress succeeded(@Nullable String json) {
    return in(Phase.SUCCEEDED, failedAttempts, 0, json, null);
  }

  StepProgress gaveUp(Phase next, SagaFailure why) {
    return in(next, failedAttempts + 1, failedUndos, result, why);
  }

  StepProgress stuck(SagaFailure why) {
    Phase next = phase == Phase.IN_DOUBT ? Phase.STUCK_IN_DOUBT : Phase.STUCK;
    return in(next, failedAttempts, failedUndos + 1, result, why);
  }

  StepProgress inDoubt(SagaFailure why) {
    return in(Phase.IN_DOUBT, failedAttempts, 0, null, why);
  }

  StepProgress compensated() {
    return in(Phase.COMPENSATED, failedAttempts, failedUndos, result, null);
  }

  private StepProgress in(
      Phase next, int attempts, int undos, @Nullable String json, @Nullable SagaFailure why) {
    return new StepProgress(next, false, false, attempts, undos, json, why, null);
  }

  StepProgress attemptFailed(@Nullable Duration retryIn) {
    return new StepProgress(
        phase, underWay, true, failedAttempts + 1, failedUndos, result, null, moment(retryIn));
  }

  StepProgress undoFailed(@Nullable Duration retryIn) {
    return new StepProgress(
        phase,
        underWay,
        perhapsDone,
        failedAttempts,
        failedUndos + 1,
        result,
        null,
        moment(retryIn));
  }

  StepProgress markUnderWay() {
    return new StepProgress(
        phase, true, perhapsDone, failedAttempts, failedUndos, result, failure, notBefore);
  }

  /** Whether another step has failed, and this one was begun before and has not ended yet. */
  boolean mayStillFinish() {
    return underWay && phase == Phase.PENDING;
  }

  /** No longer the sibling of a failed step. */
  StepProgress beside() {
    return new StepProgress(
        phase, false, perhapsDone, failedAttempts, failedUndos, result, failure, notBefore);
  }

  StepProgress stopped() {
    return new StepProgress(
        phase, false, perhapsDone, failedAttempts, failedUndos, result, failure, null);
  }

  StepProgress markPerhapsDone() {
    return new StepProgress(
        phase, underWay, true, failedAttempts, failedUndos, result, failure, notBefore);
  }

  StepProgress skipped() {
    return in(Phase.SKIPPED, failedAttempts, failedUndos, null, null);
  }

  /** As if its attempts had not begun, or those of its compensation if that gave up. */
  StepProgress again() {
    return switch (phase) {
      case STUCK -> in(Phase.SUCCEEDED, failedAttempts, 0, result, null);
      case STUCK_IN_DOUBT -> in(Phase.IN_DOUBT, failedAttempts, 0, null, null);
      case IN_DOUBT -> new StepProgress(Phase.PENDING, true, true, 0, 0, null, null, null);
      default -> new StepProgress(Phase.PENDING, true, false, 0, 0, null, null, null);
    };
  }

  /** The same without a wait before the next attempt. */
  StepProgress atOnce() {
    return new StepProgress(
        phase, underWay, perhapsDone, failedAttempts, failedUndos, result, failure, null);
  }

  /** How long until the next attempt is due; zero or less when it is. */
  Duration waits() {
    return notBefore == null ? Duration.ZERO : Duration.ofNanos(notBefore - System.nanoTime());
  }

  private static @Nullable Long moment(@Nullable Duration in) {
    return in == null ? null : System.nanoTime() + in.toNanos();
  }
}
