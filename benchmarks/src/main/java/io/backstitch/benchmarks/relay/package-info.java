/**
 * The figures of the outbox's relay, each beside floors of the same work: one class for each
 * subject, and {@code RelayFigures} to run them.
 */
@NullMarked
package io.backstitch.benchmarks.relay;

import org.jspecify.annotations.NullMarked;
