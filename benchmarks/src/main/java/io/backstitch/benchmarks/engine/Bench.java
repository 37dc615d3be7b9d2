package io.backstitch.benchmarks.engine;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.backstitch.benchmarks.Progress;
import io.backstitch.benchmarks.Release;
import io.backstitch.benchmarks.Rounds.Measurement;
import io.backstitch.benchmarks.Run;
import io.backstitch.benchmarks.Unit;
import io.backstitch.servers.PostgresServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;

/**
 * Where the subjects measure: a server, and who can be measured on it.
 *
 * @param server all alone on it
 * @param rounds how many count
 * @param firstVersion what the engine allocated before anything was done about it
 * @param databases so many were made
 */
record Bench(
    PostgresServer server, int rounds, Optional<Release> firstVersion, AtomicInteger databases) {

  /** How long one measurement takes; those that are begun then are ended. */
  static final Duration TIME = Duration.ofSeconds(3);

  private static final Duration TRYING = Duration.ofMillis(1500);

  private static final List<Integer> POOLS = List.of(16, 32);
  private static final List<Integer> WRITERS = List.of(1, 2);

  /** A setting that was tried, and what can be measured with it. */
  record Chosen(int setting, Trial trial) {}

  @FunctionalInterface
  private interface Setting {
    Trial with(int value) throws SQLException;
  }

  Tables tables() throws SQLException {
    return Tables.create(server, "bench_" + databases.incrementAndGet());
  }

  Trial engine(Workload workload, int pool) throws SQLException {
    return engine(tables(), workload, pool);
  }

  Trial engine(Tables tables, Workload workload, int pool) {
    HikariDataSource connections = new HikariDataSource(pool(tables, pool));
    return new Trial(tables, workload, new EngineContender(workload, connections));
  }

  Trial floorPerStep(Tables tables, Workload workload, int pool) {
    HikariConfig config = pool(tables, pool);
    config.setAutoCommit(false);
    HikariDataSource connections = new HikariDataSource(config);
    return new Trial(tables, workload, new FloorPerStep(workload, connections));
  }

  Trial floorCombined(Tables tables, Workload workload, int writers) {
    HikariConfig config = pool(tables, writers);
    config.setAutoCommit(false);
    config.setConnectionInitSql(
        "set enable_seqscan = off; set enable_indexscan = off; set plan_cache_mode = force_generic_plan");
    HikariDataSource connections = new HikariDataSource(config);
    return new Trial(tables, workload, new FloorCombined(workload, connections));
  }

  /** Floor (a) with the size of the pool that suits it best. */
  Chosen bestPerStep(Workload workload, int atOnce) throws Exception {
    return best("floor (a), pool of", POOLS, n -> floorPerStep(tables(), workload, n), atOnce);
  }

  /** Floor (b) with as many threads as suit it best. */
  Chosen bestCombined(Workload workload, int atOnce) throws Exception {
    return best("floor (b), threads", WRITERS, n -> floorCombined(tables(), workload, n), atOnce);
  }

  private static Chosen best(String what, List<Integer> settings, Setting setting, int atOnce)
      throws Exception {
    TreeMap<Double, Chosen> bySpeed = new TreeMap<>();
    for (int value : settings) {
      Trial trial = setting.with(value);
      trial.run(atOnce, TRYING);
      double speed = trial.run(atOnce, TRYING).perSecond();
      Progress.show("%s %d: %s".formatted(what, value, Unit.SAGAS_PER_SECOND.text(speed)));
      bySpeed.put(speed, new Chosen(value, trial));
    }
    Chosen best = bySpeed.pollLastEntry().getValue();
    bySpeed.values().forEach(slower -> slower.trial.close());
    return best;
  }

  /** One run as a measurement, which is shown as it comes. */
  static Measurement measurement(
      String who, Unit unit, Trial trial, int atOnce, ToDoubleFunction<Run> figure) {
    return () -> {
      double value = figure.applyAsDouble(trial.run(atOnce, TIME));
      Progress.show(who + ": " + unit.text(value));
      return value;
    };
  }

  private static HikariConfig pool(Tables tables, int size) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(tables.url());
    config.setMaximumPoolSize(size);
    // Thousands wait for a few connections, and that is no outage.
    config.setConnectionTimeout(TIME.multipliedBy(100).toMillis());
    return config;
  }
}
