package io.backstitch.definition;

/** What a step or a compensation is to the database. */
public enum StepKind {

  /** Its effects, its events and the record of it commit at once or not at all. */
  TRANSACTIONAL,

  /**
   * No connection is held while it runs; it runs at least once, with the same idempotency key every
   * time.
   */
  REMOTE
}
