package io.backstitch.processor;

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
}
