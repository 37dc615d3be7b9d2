package io.backstitch.graph;

import java.time.Duration;

/**
 * How often and how soon a failed attempt is repeated.
 *
 * @param maxAttempts how often in all
 * @param backoff the first delay
 * @param multiplier by how much delays grow
 * @param maxBackoff the longest delay
 */
public record RetryOutline(
    int maxAttempts, Duration backoff, double multiplier, Duration maxBackoff) {

  /** No delay may be longer. */
  public static final Duration LONGEST_DELAY = Duration.ofDays(365);

  /** What to write instead of a delay that is longer. */
  public static final String AT_MOST = LONGEST_DELAY.toDays() + "d or less";

  /** What to write instead of a delay or a grace time that is negative. */
  public static final String AT_LEAST = "0s or more";

  /** Whether delays can be multiplied by a number. */
  public static boolean isMultiplier(double number) {
    return number >= 1 && Double.isFinite(number);
  }
}
