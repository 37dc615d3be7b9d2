package io.backstitch.runtime;

/** A saga that {@code run} was to complete was undone or is parked; the message says why. */
public final class SagaNotCompletedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient SagaOutcome<?> outcome;

  SagaNotCompletedException(String message, SagaOutcome<?> outcome) {
    super(message);
    this.outcome = outcome;
  }

  /**
   * How the saga ended.
   *
   * @return {@code Compensated} or {@code Parked}
   */
  public SagaOutcome<?> outcome() {
    return outcome;
  }
}
