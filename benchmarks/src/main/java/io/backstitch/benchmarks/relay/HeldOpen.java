package io.backstitch.benchmarks.relay;

import static io.backstitch.benchmarks.relay.RelayBench.shown;

import com.zaxxer.hikari.HikariDataSource;
import io.backstitch.benchmarks.Aim;
import io.backstitch.benchmarks.Aim.Beside;
import io.backstitch.benchmarks.Figure;
import io.backstitch.benchmarks.Rounds;
import io.backstitch.benchmarks.Subject;
import io.backstitch.benchmarks.Unit;
import io.backstitch.outbox.OutboxRelay;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A million events pass while a transaction elsewhere stays open, so that nothing that was deleted
 * can be cleaned away: how fast the last of them are.
 */
final class HeldOpen implements Subject<RelayBench> {

  private static final int EVENTS = 1_000_000;
  private static final int PORTIONS = 5;

  private static final Unit UNIT = Unit.EVENTS_PER_SECOND;

  @Override
  public String name() {
    return "heldopen";
  }

  @Override
  public List<Figure> measure(RelayBench bench) throws Exception {
    int events = bench.sized(EVENTS);
    int portion = events / PORTIONS;
    OutboxTables tables = bench.tables();
    tables.execute("create table bystander (id int)");
    List<Double> medians =
        new Rounds(1, bench.rounds())
            .medians(
                List.of(
                    shown("heldopen, with", UNIT, () -> besideOpenTransaction(tables, portion)),
                    shown("heldopen, without", UNIT, () -> last(tables, portion))));
    String what =
        "the last %,d of %,d events while a transaction is open elsewhere"
            .formatted(portion, events);
    return List.of(
        Figure.of(name(), what, UNIT, medians.get(0))
            .beside("without it", medians.get(1))
            .aims(Aim.atLeast(0.9, Beside.OTHER)));
  }

  /** It has written, and keeps its snapshot. */
  private static double besideOpenTransaction(OutboxTables tables, int portion) throws Exception {
    try (Connection elsewhere = tables.dataSource().getConnection();
        Statement sql = elsewhere.createStatement()) {
      tables.clear();
      elsewhere.setAutoCommit(false);
      elsewhere.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      sql.execute("insert into bystander values (1)");
      double speed = relayAll(tables, portion);
      elsewhere.rollback();
      return speed;
    }
  }

  private static double last(OutboxTables tables, int portion) throws Exception {
    tables.clear();
    return relayAll(tables, portion);
  }

  /** The speed of the last portion. */
  private static double relayAll(OutboxTables tables, int portion)
      throws SQLException, InterruptedException {
    CountingBroker broker = new CountingBroker(new InstantBroker());
    double speed = 0;
    try (HikariDataSource pool = tables.pool(1);
        OutboxRelay relay = OutboxRelay.builder(pool, broker).batchSize(RelayRun.BATCH).build()) {
      relay.start();
      for (int i = 0; i < PORTIONS; i++) {
        broker.expect(portion);
        tables.add(OutboxTables.OUTBOX, portion);
        long start = System.nanoTime();
        relay.wake();
        broker.await();
        speed = portion * 1e9 / (System.nanoTime() - start);
      }
    }
    tables.requireEmpty();
    return speed;
  }
}
