package io.backstitch.benchmarks.relay;

import static io.backstitch.benchmarks.relay.RelayBench.shown;

import com.zaxxer.hikari.HikariDataSource;
import io.backstitch.benchmarks.Aim;
import io.backstitch.benchmarks.Aim.Beside;
import io.backstitch.benchmarks.BenchRun;
import io.backstitch.benchmarks.Figure;
import io.backstitch.benchmarks.Rounds;
import io.backstitch.benchmarks.Subject;
import io.backstitch.benchmarks.Unit;
import io.backstitch.outbox.OutboxRelay;
import io.backstitch.servers.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What relaying writes into PostgreSQL's log, and how often it commits. The events were written
 * after the last checkpoint, and nothing is vacuumed: on a server of its own.
 */
final class RelayWal implements Subject<RelayBench> {

  private static final int EVENTS = 100_000;
  private static final double MOST_BYTES = 500;

  /** Of the last run. */
  private double commitsPerBatch;

  @Override
  public String name() {
    return "relaywal";
  }

  @Override
  public List<Figure> measure(RelayBench whole) throws Exception {
    int events = whole.sized(EVENTS);
    try (PostgresServer server =
        PostgresServer.started(BenchRun.settings().with("autovacuum", "off"))) {
      RelayBench bench = new RelayBench(server, whole.rounds(), whole.small(), new AtomicInteger());
      OutboxTables tables = bench.tables();
      List<Double> medians =
          new Rounds(1, bench.rounds())
              .medians(
                  List.of(
                      shown(
                          "relaywal, relay", Unit.BYTES, () -> relayBytes(server, tables, events)),
                      shown("relaywal, relay", Unit.COMMITS, () -> commitsPerBatch),
                      shown(
                          "relaywal, loop", Unit.BYTES, () -> loopBytes(server, tables, events))));
      return List.of(
          Figure.of(name(), "WAL for each event that is relayed", Unit.BYTES, medians.get(0))
              .besideA(medians.get(2))
              .aims(Aim.atMost(MOST_BYTES, Beside.NOTHING)),
          Figure.of(name(), "commits of relaying", Unit.COMMITS, medians.get(1))
              .aims(Aim.about(1)));
    }
  }

  private double relayBytes(PostgresServer server, OutboxTables tables, int events)
      throws Exception {
    prepare(tables, OutboxTables.OUTBOX, events);
    CountingBroker broker = new CountingBroker(new InstantBroker());
    broker.expect(events);
    ServerCounters before;
    try (HikariDataSource pool = tables.pool(1);
        OutboxRelay relaying =
            OutboxRelay.builder(pool, broker).batchSize(RelayRun.BATCH).build()) {
      tellWhatWasCounted(pool);
      before = ServerCounters.now(server, tables.database());
      relaying.start();
      broker.await();
    }
    ServerCounters after = ServerCounters.atTheEnd(server, tables.database());
    tables.requireEmpty();
    ServerCounters counted = after.since(before);
    commitsPerBatch = (double) counted.commits() / broker.batches();
    return (double) counted.wal() / events;
  }

  private double loopBytes(PostgresServer server, OutboxTables tables, int events)
      throws Exception {
    prepare(tables, OutboxTables.FLOOR, events);
    ServerCounters before = ServerCounters.atTheEnd(server, tables.database());
    new HandWrittenLoop(tables, BareClient.INSTANT).run();
    ServerCounters after = ServerCounters.atTheEnd(server, tables.database());
    tables.requireEmpty();
    return (double) after.since(before).wal() / events;
  }

  private static void prepare(OutboxTables tables, String table, int events) throws SQLException {
    tables.clear();
    tables.add(table, events);
  }

  /** The session of the pool has looked at the tables when the relay was built. */
  private static void tellWhatWasCounted(HikariDataSource pool) throws SQLException {
    try (Connection db = pool.getConnection();
        Statement sql = db.createStatement()) {
      sql.execute("select pg_stat_force_next_flush()");
    }
  }
}
