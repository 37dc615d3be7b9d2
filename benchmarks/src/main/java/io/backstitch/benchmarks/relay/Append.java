package io.backstitch.benchmarks.relay;

import static io.backstitch.benchmarks.relay.RelayBench.shown;

import com.zaxxer.hikari.HikariDataSource;
import io.backstitch.benchmarks.Aim;
import io.backstitch.benchmarks.Aim.Beside;
import io.backstitch.benchmarks.Callers;
import io.backstitch.benchmarks.Figure;
import io.backstitch.benchmarks.Rounds;
import io.backstitch.benchmarks.Rounds.Measurement;
import io.backstitch.benchmarks.Subject;
import io.backstitch.benchmarks.Unit;
import io.backstitch.outbox.Outbox;
import io.backstitch.outbox.OutboxMessage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** What appending an event costs a transaction that changes one row, durably. */
final class Append implements Subject<RelayBench> {

  private static final Duration TIME = Duration.ofSeconds(3);
  private static final int ACCOUNTS = 10_000;
  private static final List<Integer> CONNECTIONS = List.of(1, 8);

  private static final Unit UNIT = Unit.MICROS;

  @Override
  public String name() {
    return "append";
  }

  @Override
  public List<Figure> measure(RelayBench bench) throws Exception {
    OutboxTables tables = bench.tables();
    tables.execute(
        """
        create table account (id int primary key, balance bigint not null) with (fillfactor = 50);
        insert into account select i, 0 from generate_series(0, %d) as i
        """
            .formatted(ACCOUNTS - 1));
    Outbox outbox = Outbox.on(tables.dataSource());
    List<Measurement> all = new ArrayList<>();
    for (int connections : CONNECTIONS) {
      all.add(measurement(tables, connections, "with", outbox::append));
      all.add(measurement(tables, connections, "without", (db, message) -> {}));
    }
    return figures(new Rounds(1, bench.rounds()).medians(all));
  }

  private List<Figure> figures(List<Double> medians) {
    List<Figure> figures = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS.size(); i++) {
      String what =
          "a transaction with one UPDATE and one append, connections: %d, p50"
              .formatted(CONNECTIONS.get(i));
      figures.add(
          Figure.of(name(), what, UNIT, medians.get(2 * i))
              .beside("without the append", medians.get(2 * i + 1))
              .aims(Aim.below(1.15, Beside.OTHER)));
    }
    return figures;
  }

  /** What a transaction does beside its UPDATE. */
  @FunctionalInterface
  private interface More {
    void with(Connection db, OutboxMessage message) throws SQLException;
  }

  private static Measurement measurement(
      OutboxTables tables, int connections, String who, More more) {
    return shown(
        "append, connections: %d, %s".formatted(connections, who),
        UNIT,
        () -> {
          tables.clear();
          tables.vacuum("account");
          try (HikariDataSource pool = tables.pool(connections)) {
            List<Connection> open = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
              Connection db = pool.getConnection();
              db.setAutoCommit(false);
              open.add(db);
            }
            double micros =
                Callers.run(connections, TIME, caller -> transaction(open.get(caller), more))
                    .medianMicros();
            for (Connection db : open) {
              db.close();
            }
            return micros;
          }
        });
  }

  private static int transaction(Connection db, More more) throws SQLException {
    int account = ThreadLocalRandom.current().nextInt(ACCOUNTS);
    try (PreparedStatement sql =
        db.prepareStatement("update account set balance = balance + 1 where id = ?")) {
      sql.setInt(1, account);
      sql.executeUpdate();
    }
    more.with(db, SampleEvents.message(account));
    db.commit();
    return 1;
  }
}
