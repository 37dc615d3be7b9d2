package io.backstitch.outbox;

import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A relay in a JVM of its own, whose broker is a table. PostgreSQL frees its lanes soon after it
 * stands still.
 */
public final class KillableRelay {

  static final Duration FREE_LANES_AFTER = Duration.ofSeconds(1);

  private KillableRelay() {}

  public static void main(String[] arguments) throws Exception {
    TableBroker broker = new TableBroker(to(arguments[1]), "killable", TableBroker.STUCK_AT);
    broker.stuck = TableBroker.Stuck.valueOf(arguments[2]);
    OutboxRelay.builder(to(arguments[0]), broker)
        .withoutMigrations()
        .confirmWithin(FREE_LANES_AFTER.dividedBy(2))
        .freeLanesAfter(FREE_LANES_AFTER)
        .backOff(Duration.ofMillis(10), Duration.ofMillis(100))
        .build()
        .start();
  }

  private static PGSimpleDataSource to(String url) {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setUrl(url);
    return dataSource;
  }
}
