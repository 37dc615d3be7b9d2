package io.backstitch.benchmarks.relay;

import static io.backstitch.benchmarks.relay.RelayBench.shown;

import com.zaxxer.hikari.HikariDataSource;
import io.backstitch.benchmarks.Aim;
import io.backstitch.benchmarks.Aim.Beside;
import io.backstitch.benchmarks.Figure;
import io.backstitch.benchmarks.Rounds;
import io.backstitch.benchmarks.Rounds.Measurement;
import io.backstitch.benchmarks.Subject;
import io.backstitch.benchmarks.Unit;
import io.backstitch.outbox.Outbox;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;

/** One event now and then: how long after its commit Kafka has it. */
final class Latency implements Subject<RelayBench> {

  private static final int EVENTS = 300;
  private static final int SHORTEST_PAUSE_MS = 5;
  private static final int LONGEST_PAUSE_MS = 60;

  /** One writes, and one notifies. */
  private static final int POOL = 2;

  private static final Unit UNIT = Unit.MILLIS;

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public List<Figure> measure(RelayBench bench) throws Exception {
    OutboxTables tables = bench.tables();
    OutboxTables others = bench.tables();
    int events = bench.sized(EVENTS);
    try (KafkaTarget kafka = new KafkaTarget();
        Station here = Station.here(tables, kafka);
        Station elsewhere = Station.elsewhere(others, kafka);
        HikariDataSource service = tables.pool(POOL);
        HikariDataSource otherService = others.pool(POOL);
        Writer near = new Writer(service, Outbox.on(service), here, events);
        Writer far =
            new Writer(
                otherService,
                Outbox.builder(otherService).notifyRelays().build(),
                elsewhere,
                events)) {
      List<Double> medians =
          new Rounds(1, bench.rounds())
              .medians(
                  List.of(
                      p50("same process", near),
                      p99("same process", near),
                      p50("another process", far),
                      p99("another process", far)));
      return List.of(
          figure(
              "commit → Kafka's acknowledgement when idle, same process, p50", medians.get(0), 5),
          figure("the same, p99", medians.get(1), 20),
          figure("commit → acknowledgement, relay in another process, p50", medians.get(2), 5),
          figure("the same in another process, p99", medians.get(3), 20));
    }
  }

  private static Measurement p50(String who, Writer writer) {
    return shown(
        "latency, %s, p50".formatted(who),
        UNIT,
        () -> {
          writer.write();
          return writer.millis(0.5);
        });
  }

  /** Of what was measured for the median. */
  private static Measurement p99(String who, Writer writer) {
    return shown("latency, %s, p99".formatted(who), UNIT, () -> writer.millis(0.99));
  }

  private Figure figure(String what, double millis, double limit) {
    return Figure.of(name(), what, UNIT, millis).aims(Aim.below(limit, Beside.NOTHING));
  }

  /** Commits one event, waits until it is acknowledged, pauses, and commits the next. */
  private static final class Writer implements AutoCloseable {

    private final Outbox outbox;
    private final Station station;
    private final Connection db;
    private final Random random = new Random(11);
    private final long[] micros;
    private long number;

    Writer(DataSource service, Outbox outbox, Station station, int events) throws SQLException {
      this.outbox = outbox;
      this.station = station;
      this.db = service.getConnection();
      this.micros = new long[events];
      db.setAutoCommit(false);
    }

    void write() throws Exception {
      for (int i = 0; i < micros.length; i++) {
        Thread.sleep(random.nextInt(SHORTEST_PAUSE_MS, LONGEST_PAUSE_MS));
        outbox.append(db, SampleEvents.message(number++));
        db.commit();
        long committed = Acknowledged.now();
        outbox.wakeRelays();
        micros[i] = station.next() - committed;
      }
      Arrays.sort(micros);
    }

    /** So many took at most so long. */
    double millis(double share) {
      return micros[(int) Math.ceil(share * micros.length) - 1] / 1e3;
    }

    @Override
    public void close() throws SQLException {
      db.close();
    }
  }
}
