package io.backstitch.outbox;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How a relay works.
 *
 * @param name in its log lines and the name of its thread
 * @param batchSize messages per turn
 * @param confirmWithin how long it waits for the broker
 * @param freeLanesAfter when PostgreSQL takes its lanes away if it stands still
 * @param poll pauses between turns that find nothing
 * @param backOff pauses while the broker or the database is away
 * @param passing where followers of a dead letter are sent all the same; empty for everywhere
 * @param threads how many serve each route
 */
record RelaySettings(
    String name,
    int batchSize,
    Duration confirmWithin,
    Duration freeLanesAfter,
    Pauses poll,
    Pauses backOff,
    Optional<Set<String>> passing,
    int threads) {

  private static final Duration MILLISECOND = Duration.ofMillis(1);

  RelaySettings {
    require(!name.isBlank() && name.length() <= 100, "name", "have 1 to 100 characters", name);
    require(batchSize >= 1 && batchSize <= 10_000, "batchSize", "be 1 to 10,000", batchSize);
    require(threads >= 1 && threads <= 64, "threads", "be 1 to 64", threads);
    requireBetween("confirmWithin", confirmWithin, MILLISECOND.multipliedBy(100), minutes(10));
    requireBetween("freeLanesAfter", freeLanesAfter, confirmWithin.multipliedBy(2), minutes(60));
    requireBetween("the longest pollEvery", poll.longest(), MILLISECOND, minutes(1));
    requireBetween("the shortest pollEvery", poll.shortest(), MILLISECOND, poll.longest());
    requireBetween("the longest backOff", backOff.longest(), MILLISECOND, minutes(60));
    requireBetween("the shortest backOff", backOff.shortest(), MILLISECOND, backOff.longest());
  }

  boolean followersPass(String destination) {
    return passing.map(some -> some.contains(destination)).orElse(true);
  }

  private static Duration minutes(int minutes) {
    return Duration.ofMinutes(minutes);
  }

  private static void requireBetween(String setting, Duration value, Duration min, Duration max) {
    boolean within = value.compareTo(min) >= 0 && value.compareTo(max) <= 0;
    require(within, setting, "be %s to %s".formatted(min, max), value);
  }

  private static void require(boolean kept, String setting, String rule, Object value) {
    if (!kept) {
      throw new IllegalArgumentException(
          "An OutboxRelay was given %s = %s, which must %s. It was not built. Correct the setting."
              .formatted(setting, value, rule));
    }
  }
}
