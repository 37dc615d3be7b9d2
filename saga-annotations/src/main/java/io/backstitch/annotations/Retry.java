package io.backstitch.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How often and how soon a failed attempt is repeated. Only failures that may pass are repeated;
 * permanent and security failures never are. The delay before attempt <i>n</i> + 1 is {@code
 * backoff × multiplier}<sup>n−1</sup>, at most {@code maxBackoff}, made up to 20 % shorter at
 * random. Durations are written as in {@link Saga#timeout()}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface Retry {

  /**
   * How often the step is tried in all. Not looked at after the pivot, where there is no end.
   *
   * @return attempts, 1 or more
   */
  int maxAttempts() default 3;

  /**
   * The delay before the second attempt.
   *
   * @return the duration
   */
  String backoff() default "200ms";

  /**
   * By how much each delay is longer than the one before.
   *
   * @return the factor, 1 or more
   */
  double multiplier() default 2;

  /**
   * The longest delay, at most 365 days.
   *
   * @return the duration
   */
  String maxBackoff() default "30s";
}
