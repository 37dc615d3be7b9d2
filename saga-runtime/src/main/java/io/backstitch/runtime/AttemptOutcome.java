package io.backstitch.runtime;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How one attempt at a step or a compensation ended. */
sealed interface AttemptOutcome {

  /**
   * It returned.
   *
   * @param result what it returned, as JSON; null where it returns nothing
   */
  record Succeeded(@Nullable String result) implements AttemptOutcome {}

  /**
   * It threw, took too long, or returned what cannot be stored.
   *
   * @param kind what kind of failure
   * @param message what happened, for people
   * @param effect whether it may have taken effect all the same
   * @param retryAfter how long to wait at least before the next attempt, or null
   */
  record Failed(FailureKind kind, String message, Effect effect, @Nullable Duration retryAfter)
      implements AttemptOutcome {}

  /** Whether a failed attempt may have changed something. */
  enum Effect {
    /** The step says that it did not take effect, in this attempt or in any before it. */
    CERTAINLY_NONE,
    /** This attempt did nothing; that says nothing of the ones before it. */
    NONE_THIS_TIME,
    /** It may have taken effect. */
    UNKNOWN
  }
}
