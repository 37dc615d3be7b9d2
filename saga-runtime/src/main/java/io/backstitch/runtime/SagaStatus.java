package io.backstitch.runtime;

/** Where a saga stands. {@link StatusMove} is the one table of allowed moves. */
public enum SagaStatus {

  /** Accepted, and no engine has begun it. */
  QUEUED,

  /** Its steps run. */
  RUNNING,

  /** A retry is due later; until then neither a thread nor a connection is held for it. */
  WAITING,

  /** A step failed for good, and what was done is being undone. */
  COMPENSATING,

  /** An operator holds it. */
  PAUSED,

  /** It needs a person; the reason is stored with it. */
  PARKED,

  /** All steps have succeeded. Final. */
  COMPLETED,

  /** All that had been done is undone. Final. */
  COMPENSATED;

  /**
   * Whether nothing will ever happen to the saga again.
   *
   * @return true for {@link #COMPLETED} and {@link #COMPENSATED}
   */
  public boolean isFinal() {
    return this == COMPLETED || this == COMPENSATED;
  }

  /**
   * Whether one fact may take a saga from this status to another. A saga that has nothing to undo
   * passes {@link #COMPENSATING} within the fact that makes it {@link #COMPENSATED}.
   *
   * @param next the other status
   * @return whether the move is allowed
   */
  public boolean mayBecome(SagaStatus next) {
    return StatusMove.isAllowed(this, next);
  }

  /** Whether an engine works on it now. */
  boolean isActive() {
    return this == RUNNING || this == COMPENSATING;
  }
}
