package io.backstitch.definition;

import java.time.Duration;

/**
 * How often and how soon a failed attempt is repeated.
 *
 * @param maxAttempts how often in all, 1 or more; not looked at after the pivot
 * @param backoff the delay before the second attempt
 * @param multiplier by how much each delay is longer than the one before, 1 or more
 * @param maxBackoff the longest delay
 */
public record RetryPolicy(
    int maxAttempts, Duration backoff, double multiplier, Duration maxBackoff) {

  private static final Duration LONGEST = Duration.ofDays(365);

  /** What a step has that says nothing: 3 attempts, 200 ms, doubled, at most 30 s. */
  public static final RetryPolicy OF_STEPS =
      new RetryPolicy(3, Duration.ofMillis(200), 2, Duration.ofSeconds(30));

  /** What a compensation has that says nothing: 10 attempts, 200 ms, doubled, at most 30 s. */
  public static final RetryPolicy OF_COMPENSATIONS =
      new RetryPolicy(10, Duration.ofMillis(200), 2, Duration.ofSeconds(30));

  /** Checks that the policy makes sense. */
  public RetryPolicy {
    require(maxAttempts >= 1, "maxAttempts is " + maxAttempts + ", but must be 1 or more");
    require(!backoff.isNegative(), "backoff is " + backoff + ", but must not be negative");
    require(multiplier >= 1, "multiplier is " + multiplier + ", but must be 1 or more");
    require(
        maxBackoff.compareTo(LONGEST) <= 0,
        "maxBackoff is " + maxBackoff + ", but must be at most " + LONGEST.toDays() + " days");
    require(
        maxBackoff.compareTo(backoff) >= 0,
        "maxBackoff is " + maxBackoff + ", which is shorter than backoff, " + backoff);
  }

  /**
   * The delay after a number of failed attempts, before it is shortened at random.
   *
   * @param failedAttempts how many attempts have failed so far, 1 or more
   * @return {@code backoff × multiplier^(failedAttempts−1)}, at most {@code maxBackoff}
   */
  public Duration delayAfter(int failedAttempts) {
    double factor = Math.pow(multiplier, failedAttempts - 1);
    double nanos = backoff.toNanos() * factor;
    return nanos >= maxBackoff.toNanos() ? maxBackoff : Duration.ofNanos((long) nanos);
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalArgumentException("This retry policy cannot be: " + problem + ".");
    }
  }
}
