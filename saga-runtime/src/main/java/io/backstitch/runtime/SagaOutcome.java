package io.backstitch.runtime;

import org.jspecify.annotations.Nullable;

/**
 * How a saga ended, or that it needs a person.
 *
 * @param <R> the saga's result
 */
public sealed interface SagaOutcome<R extends @Nullable Object> {

  /**
   * The status that says the same.
   *
   * @return {@code COMPLETED}, {@code COMPENSATED} or {@code PARKED}
   */
  SagaStatus status();

  /**
   * All steps have succeeded.
   *
   * @param result the saga's result; null for a saga without one
   * @param <R> the saga's result
   */
  record Completed<R extends @Nullable Object>(R result) implements SagaOutcome<R> {
    @Override
    public SagaStatus status() {
      return SagaStatus.COMPLETED;
    }
  }

  /**
   * A step failed for good, and all that had been done is undone.
   *
   * @param failure what failed
   * @param <R> the saga's result
   */
  record Compensated<R extends @Nullable Object>(SagaFailure failure) implements SagaOutcome<R> {
    @Override
    public SagaStatus status() {
      return SagaStatus.COMPENSATED;
    }
  }

  /**
   * The saga can neither go on nor be undone by itself. An operator can end it; it is not lost.
   *
   * @param reason what happened, and what can be done
   * @param <R> the saga's result
   */
  record Parked<R extends @Nullable Object>(String reason) implements SagaOutcome<R> {
    @Override
    public SagaStatus status() {
      return SagaStatus.PARKED;
    }
  }
}
