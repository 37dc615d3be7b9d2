package io.backstitch.outbox;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Pauses that double from a shortest to a longest. */
record Pauses(Duration shortest, Duration longest) {

  /** The pause after so many vain attempts in a row, 1 or more. */
  Duration after(int attempts) {
    int doublings = Math.min(attempts - 1, 30);
    Duration pause = shortest.multipliedBy(1L << doublings);
    return pause.compareTo(longest) < 0 ? pause : longest;
  }

  /** The same, made up to half as long at random, so that many relays do not come back at once. */
  Duration jitteredAfter(int attempts) {
    long nanos = after(attempts).toNanos();
    return Duration.ofNanos(nanos - ThreadLocalRandom.current().nextLong(nanos / 2 + 1));
  }
}
