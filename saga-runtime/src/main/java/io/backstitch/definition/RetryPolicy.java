package io.backstitch.definition;

import io.backstitch.graph.Problem;
import io.backstitch.graph.Problem.Written;
import io.backstitch.graph.RetryOutline;
import java.time.Duration;

/**
 * How often and how soon a failed attempt is repeated.
 *
 * @param maxAttempts how often in all, 1 or more; not looked at after the pivot
 * @param backoff the delay before the second attempt, not negative
 * @param multiplier by how much each delay is longer than the one before, 1 or more
 * @param maxBackoff the longest delay, at most 365 days
 */
public record RetryPolicy(
    int maxAttempts, Duration backoff, double multiplier, Duration maxBackoff) {

  /** What a step has that says nothing: 3 attempts, 200 ms, doubled, at most 30 s. */
  public static final RetryPolicy OF_STEPS =
      new RetryPolicy(3, Duration.ofMillis(200), 2, Duration.ofSeconds(30));

  /** What a compensation has that says nothing: 10 attempts, 200 ms, doubled, at most 30 s. */
  public static final RetryPolicy OF_COMPENSATIONS =
      new RetryPolicy(10, Duration.ofMillis(200), 2, Duration.ofSeconds(30));

  /** Checks that the policy makes sense. */
  public RetryPolicy {
    require(maxAttempts >= 1, Problem.TOO_FEW_ATTEMPTS, maxAttempts);
    requireDelay("backoff", backoff);
    require(RetryOutline.isMultiplier(multiplier), Problem.BAD_MULTIPLIER, multiplier);
    requireDelay("maxBackoff", maxBackoff);
    require(maxBackoff.compareTo(backoff) >= 0, Problem.DELAYS_OUT_OF_ORDER, maxBackoff, backoff);
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

  private static void requireDelay(String name, Duration delay) {
    require(!delay.isNegative(), Problem.DURATION_TOO_SHORT, name, delay, RetryOutline.AT_LEAST);
    require(
        delay.compareTo(RetryOutline.LONGEST_DELAY) <= 0,
        Problem.DURATION_TOO_LONG,
        name,
        delay,
        RetryOutline.AT_MOST);
  }

  private static void require(boolean holds, Problem problem, Object... arguments) {
    if (!holds) {
      throw new IllegalArgumentException(problem.message("", Written.BY_HAND, arguments));
    }
  }
}
