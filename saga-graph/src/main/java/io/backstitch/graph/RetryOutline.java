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
    int maxAttempts, Duration backoff, double multiplier, Duration maxBackoff) {}
