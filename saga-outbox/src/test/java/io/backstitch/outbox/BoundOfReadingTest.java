package io.backstitch.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.servers.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.ds.PGSimpleDataSource;

/** What relays pass over again and again while somebody keeps PostgreSQL from forgetting it. */
class BoundOfReadingTest {

  private static final int RELAYED = 20_000;
  private static final int TURNS = 20;

  @RegisterExtension static final Database db = Database.fresh();

  @Test
  void a_turn_reads_no_more_after_twenty_thousand_messages_that_nobody_may_forget()
      throws Exception {
    Letters letters = new Letters(db);
    LastConnection dataSource = new LastConnection();
    try (Connection elsewhere = letters.transaction();
        Statement sql = elsewhere.createStatement();
        OutboxRelay relay = OutboxRelay.builder(dataSource, new RecordingBroker()).build()) {
      sql.execute("set transaction isolation level repeatable read");
      sql.execute("select count(*) from saga_outbox");
      relayInAllLanes(letters, relay);
      final long before = readBy(relay, letters, dataSource);

      for (int i = 0; i < RELAYED / 1_000; i++) {
        letters.append(Letters.many("passes", 1_000, "x"));
        relayAll(letters, relay);
      }
      relayInAllLanes(letters, relay);
      final long after = readBy(relay, letters, dataSource);

      assertThat(db.number("select count(*) from saga_outbox")).isZero();
      assertThat(before).isPositive();
      // Without a bound each turn reads all; the sweep goes back to the front of a few lanes.
      assertThat(after - before).isLessThan(TURNS * RELAYED / 20);
    }
  }

  @Test
  void an_idle_route_does_not_read_the_backlog_of_a_broker_that_is_away() throws Exception {
    Letters letters = new Letters(db);
    LastConnection dataSource = new LastConnection();
    try (OutboxRelay relay =
        OutboxRelay.builder(dataSource, new RecordingBroker())
            .route("away", new RecordingBroker(), "away")
            .build()) {
      relayInAllLanes(letters, relay);
      db.execute(
          """
          insert into saga_outbox (lane, message_id, destination, key, type, headers, payload)
          select i %% 256, gen_random_uuid(), 'away', 'k' || i, 'letter', '{}', ''
          from generate_series(1, %d) as i
          """
              .formatted(RELAYED));
      for (int i = 0; i < 10; i++) {
        readBy(relay, letters, dataSource);
      }

      assertThat(readBy(relay, letters, dataSource)).isLessThan(TURNS * RELAYED / 20);
    }
  }

  /** Often enough for looks at the locks to lie between. */
  private static void relayInAllLanes(Letters letters, OutboxRelay relay) throws Exception {
    for (int i = 0; i < 10; i++) {
      letters.append(Letters.many("all", 4 * Lane.COUNT, "x"));
      relayAll(letters, relay);
    }
  }

  private static void relayAll(Letters letters, OutboxRelay relay) throws Exception {
    while (letters.inOutbox() > 0) {
      relay.turn();
    }
  }

  /** How many entries of the index some turns with one message each have passed. */
  private static long readBy(OutboxRelay relay, Letters letters, LastConnection dataSource)
      throws Exception {
    final long before = entriesRead(dataSource.last);
    for (int i = 0; i < TURNS; i++) {
      letters.append("a " + i);
      relay.turn();
    }
    return entriesRead(dataSource.last) - before;
  }

  private static long entriesRead(Connection relays) throws SQLException {
    try (Statement sql = relays.createStatement()) {
      sql.execute("select pg_stat_force_next_flush()");
      relays.commit();
    }
    return db.number(
        "select idx_tup_read from pg_stat_user_indexes where indexrelname = 'saga_outbox_pkey'");
  }

  /** Counts are those of a connection until it tells them to others. */
  private static final class LastConnection extends PGSimpleDataSource {

    private static final long serialVersionUID = 1;

    private transient Connection last;

    LastConnection() {
      setUrl(db.url());
    }

    @Override
    public Connection getConnection() throws SQLException {
      last = super.getConnection();
      return last;
    }
  }
}
