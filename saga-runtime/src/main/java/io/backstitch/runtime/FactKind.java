package io.backstitch.runtime;

/**
 * What one row of a saga's journal says: one thing that happened. Stored by name. A newer version
 * of the library may know more of them.
 */
public enum FactKind {
  /** The saga was accepted. */
  STARTED,
  /** An engine took up a saga that nobody owned. */
  PICKED_UP,
  /** An engine took a saga from one that died. */
  TAKEN_OVER,
  /** A closing engine let go of it between two steps. */
  HANDED_OVER,
  /** A step succeeded, with its result. */
  STEP_SUCCEEDED,
  /** An attempt at a step failed, and there will be another one. */
  ATTEMPT_FAILED,
  /** A step failed for good and certainly has no effect. */
  STEP_FAILED,
  /** A step gave up, and nobody knows whether it took effect. */
  STEP_IN_DOUBT,
  /** The saga's own time was over; the payload lists the steps that were under way. */
  SAGA_TIMED_OUT,
  /** A compensation succeeded. */
  STEP_COMPENSATED,
  /** An attempt at a compensation failed, and there will be another one. */
  COMPENSATION_ATTEMPT_FAILED,
  /** A compensation gave up. */
  COMPENSATION_FAILED,
  /** The engine gave up on the saga as a whole; the message says why. */
  SAGA_PARKED,
  /** The siblings of a failed step were stopped; the payload lists those that were under way. */
  GRACE_OVER,
  /** An operator holds the saga; the steps are those that may have been called meanwhile. */
  PAUSED,
  /** An operator lets a paused saga go on. */
  RESUMED,
  /** An operator has what gave up tried again, and what waits tried at once. */
  RETRIED,
  /** An operator lets the saga go on without a step. */
  STEP_SKIPPED,
  /** An operator says that a step has succeeded, with its result. */
  STEP_COMPLETED,
  /** An operator says that a step has no effect any more. */
  STEP_RESOLVED,
  /** An operator has the saga undone; the steps are those that may have been called meanwhile. */
  CANCELLED;

  /** Whether it shows that the saga gets on, so that recoveries are counted from zero again. */
  boolean isProgress() {
    return switch (this) {
      case STARTED, PICKED_UP, TAKEN_OVER, HANDED_OVER, SAGA_PARKED, PAUSED -> false;
      default -> true;
    };
  }
}
