package io.backstitch.runtime;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One fact about a saga: a row of the journal, without what only the database adds to it.
 *
 * @param kind what happened
 * @param step the step it happened to, or null
 * @param attempt which attempt, or 0 where that means nothing
 * @param payload a result as JSON, or null
 * @param failure what kind of failure, or null
 * @param message for people, or null
 * @param retryIn how long until the next attempt, or until the siblings of the failed step are
 *     stopped, counted from when the fact was made or read
 * @param steps the steps that were under way, or may have been, when they were stopped
 */
record SagaFact(
    FactKind kind,
    @Nullable String step,
    int attempt,
    @Nullable String payload,
    @Nullable FailureKind failure,
    @Nullable String message,
    @Nullable Duration retryIn,
    Set<String> steps) {

  static SagaFact of(FactKind kind) {
    return new SagaFact(kind, null, 0, null, null, null, null, Set.of());
  }

  static SagaFact timedOut(String message, Set<String> underWay) {
    return new SagaFact(
        FactKind.SAGA_TIMED_OUT, null, 0, null, FailureKind.TRANSIENT, message, null, underWay);
  }

  static SagaFact graceOver(String message, Set<String> underWay) {
    return new SagaFact(
        FactKind.GRACE_OVER, null, 0, null, FailureKind.TRANSIENT, message, null, underWay);
  }

  static SagaFact parked(String reason) {
    return new SagaFact(FactKind.SAGA_PARKED, null, 0, null, null, reason, null, Set.of());
  }

  static SagaFact succeeded(StepAttempt attempt, @Nullable String result) {
    FactKind kind = attempt.isUndo() ? FactKind.STEP_COMPENSATED : FactKind.STEP_SUCCEEDED;
    return new SagaFact(kind, attempt.step(), attempt.number(), result, null, null, null, Set.of());
  }

  static SagaFact failed(
      FactKind kind,
      StepAttempt attempt,
      AttemptOutcome.Failed failure,
      @Nullable Duration retryIn) {
    return new SagaFact(
        kind,
        attempt.step(),
        attempt.number(),
        null,
        failure.kind(),
        failure.message(),
        retryIn,
        Set.of());
  }

  String stepName() {
    if (step == null) {
      throw new IllegalStateException(kind + " names no step");
    }
    return step;
  }
}
