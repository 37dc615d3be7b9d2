package io.backstitch.benchmarks.relay;

import io.backstitch.benchmarks.Progress;
import io.backstitch.benchmarks.Rounds.Measurement;
import io.backstitch.benchmarks.Unit;
import io.backstitch.servers.PostgresServer;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where the relay is measured.
 *
 * @param server all alone on it, but for the broker
 * @param rounds how many count
 * @param small with a tenth of everything, for a glance
 * @param databases so many were made
 */
record RelayBench(PostgresServer server, int rounds, boolean small, AtomicInteger databases) {

  private static final int SMALLER = 10;

  OutboxTables tables() throws SQLException {
    return OutboxTables.create(server, "relay_" + databases.incrementAndGet());
  }

  /** How many events, in this size. */
  int sized(int events) {
    return small ? events / SMALLER : events;
  }

  /** A measurement that is shown as it comes. */
  static Measurement shown(String who, Unit unit, Measurement measurement) {
    return () -> {
      double value = measurement.take();
      Progress.show(who + ": " + unit.text(value));
      return value;
    };
  }
}
