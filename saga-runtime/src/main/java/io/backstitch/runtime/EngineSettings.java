package io.backstitch.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * What an engine was told.
 *
 * @param id of this engine, new in every process
 * @param name for people
 * @param lease how long after its last heartbeat the engine counts as dead
 * @param pollEvery how often it looks for sagas that are due
 * @param mostSagas how many it runs at a time in threads of its own
 * @param maxRecoveries how often a saga may be taken over without getting on before it is parked
 * @param closeWithin how long closing waits for steps that run
 * @param keepFinished how long sagas are kept that have ended; for ever if empty
 */
record EngineSettings(
    UUID id,
    String name,
    Duration lease,
    Duration pollEvery,
    int mostSagas,
    int maxRecoveries,
    Duration closeWithin,
    Optional<Duration> keepFinished) {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration CENTURY = Duration.ofDays(36_500);

  /** Checks each setting. */
  EngineSettings {
    require(isName(name), "name", name, "1 to 100 characters, none of them U+0000");
    require(isToADay(lease, 100), "leaseFor", lease, "100 ms or more and 1 day at most");
    require(isToADay(pollEvery, 1), "pollEvery", pollEvery, "1 ms or more and 1 day at most");
    require(mostSagas >= 1, "mostSagas", mostSagas, "1 or more");
    require(maxRecoveries >= 1, "maxRecoveries", maxRecoveries, "1 or more");
    require(isToADay(closeWithin, 0), "closeWithin", closeWithin, "0 or more and 1 day at most");
    keepFinished.ifPresent(
        keep ->
            require(
                keep.compareTo(MINUTE) >= 0 && keep.compareTo(CENTURY) <= 0,
                "keepFinishedFor",
                keep,
                "1 minute or more and 36,500 days at most"));
  }

  private static boolean isName(String name) {
    return !name.isBlank() && name.length() <= 100 && name.indexOf('\0') < 0;
  }

  /** A longer time could not be told from never, and overflows as nanoseconds in the end. */
  private static boolean isToADay(Duration time, long leastMillis) {
    return time.compareTo(Duration.ofMillis(leastMillis)) >= 0 && time.compareTo(DAY) <= 0;
  }

  private static void require(boolean holds, String setting, Object value, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(
          "The engine cannot be built: %s is %s, but must be %s.".formatted(setting, value, rule));
    }
  }

  Duration heartbeatEvery() {
    return lease.dividedBy(4);
  }

  /** How long the caretaker rests when nobody calls it. */
  Duration roundEvery() {
    return pollEvery.compareTo(heartbeatEvery()) < 0 ? pollEvery : heartbeatEvery();
  }
}
