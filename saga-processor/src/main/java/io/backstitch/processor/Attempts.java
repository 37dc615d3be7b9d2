package io.backstitch.processor;

import io.backstitch.graph.RetryOutline;
import io.backstitch.graph.Said;
import java.time.Duration;
import java.util.Optional;

/**
 * How long, how often and how soon a method is tried, as an annotation says it.
 *
 * @param timeout how long one attempt may take; empty for no limit
 * @param maxAttempts how often in all
 * @param backoff the first delay
 * @param multiplier by how much delays grow
 * @param maxBackoff the longest delay
 */
record Attempts(
    Said<String> timeout,
    Said<Integer> maxAttempts,
    Said<String> backoff,
    Said<Double> multiplier,
    Said<String> maxBackoff) {

  static Attempts of(Mark stepOrCompensation) {
    Mark retry = stepOrCompensation.inner("retry");
    return new Attempts(
        stepOrCompensation.text("timeout"),
        retry.number("maxAttempts"),
        retry.text("backoff"),
        retry.decimal("multiplier"),
        retry.text("maxBackoff"));
  }

  /** The policy, in which a delay that cannot be read is none: that is a problem of its own. */
  RetryOutline policy() {
    return new RetryOutline(
        maxAttempts.value(), delay(backoff), multiplier.value(), delay(maxBackoff));
  }

  private static Duration delay(Said<String> text) {
    return SagaDuration.parse(text.value()).orElse(Duration.ZERO);
  }

  /** How long one attempt may take, if there is a limit that can be read. */
  Optional<Duration> limit() {
    return SagaDuration.parse(timeout.value());
  }
}
