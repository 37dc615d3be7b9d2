package io.backstitch.runtime;

/** Where one step of a saga stands, as {@link SagaRecords} shows it. */
public enum StepPhase {

  /** It has not succeeded, and may never have begun. */
  PENDING,

  /** It has succeeded, and its effects stand. */
  SUCCEEDED,

  /** An operator has the saga go on without it; it has no effect. */
  SKIPPED,

  /** It failed and certainly has no effect. */
  FAILED,

  /** It gave up, and nobody knows whether it took effect. */
  IN_DOUBT,

  /** Its effects are undone. */
  COMPENSATED,

  /** It has an effect that its compensation could not undo. */
  STUCK,

  /** It may have an effect, and its compensation gave up. */
  STUCK_IN_DOUBT;

  static StepPhase of(StepProgress progress) {
    return valueOf(progress.phase().name());
  }
}
