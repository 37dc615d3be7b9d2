package io.backstitch.outbox;

import java.time.Instant;

/**
 * What a person did with a dead letter.
 *
 * @param kind what was done
 * @param actor who did it
 * @param reason why
 * @param at when, by the clock of the database
 */
public record DeadLetterEnd(Kind kind, String actor, String reason, Instant at) {

  /** What can be done with a dead letter. */
  public enum Kind {
    /** It was put back into the outbox, to be sent again. */
    RESENT,
    /** It was deleted for good. */
    DISCARDED
  }
}
