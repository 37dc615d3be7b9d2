package io.backstitch.graph;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What steps and compensations have in common.
 *
 * @param called how a message calls it
 * @param place where it stands
 * @param kind what becomes of its effects when it is interrupted
 * @param after names of steps
 * @param retry what happens after a failed attempt
 * @param timeout how long one attempt may take, if there is a limit
 */
public record MethodOutline(
    Called called,
    Place place,
    Kind kind,
    List<Said<String>> after,
    RetryOutline retry,
    Optional<Duration> timeout) {

  /**
   * How a message calls a method.
   *
   * @param text as {@code the method charge}, which no other method of the saga is called
   * @param name the name alone; empty where it has none
   */
  public record Called(String text, String name) {}

  /** What becomes of the effects of a method that is interrupted. */
  public enum Kind {
    /** They commit with the record of it, or not at all. */
    TRANSACTIONAL,
    /** They may happen again, and it is told the key by which they can be recognized. */
    REMOTE,
    /** They may happen again, and it cannot tell. */
    REMOTE_WITHOUT_KEY;

    public boolean isTransactional() {
      return this == TRANSACTIONAL;
    }
  }

  /** No limit of a method or a saga may be longer: engines count in nanoseconds. */
  public static final Duration LONGEST_TIMEOUT = Duration.ofDays(36_500);

  /** What to write instead of a limit that is longer. */
  public static final String AT_MOST = LONGEST_TIMEOUT.toDays() + "d or less";

  /** What to write instead of a limit that nothing could keep. */
  public static final String AT_LEAST = "more than 0s";

  /** Copies the list. */
  public MethodOutline {
    after = List.copyOf(after);
  }

  /** How a message calls it. */
  String text() {
    return called.text();
  }
}
