package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.backstitch.servers.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAccumulator;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.ds.PGSimpleDataSource;

/** More sagas than an engine runs at a time. */
@Timeout(300)
class BackPressureTest {

  @RegisterExtension static final Database db = Database.fresh();

  private static final Duration DAY = Duration.ofDays(1);

  private final String key = UUID.randomUUID().toString();

  private static HikariDataSource pool() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(db.url());
    config.setMaximumPoolSize(10);
    return new HikariDataSource(config);
  }

  /** An engine that does nothing of itself: only what it is called for. */
  private static SagaEngineBuilder idle(HikariDataSource pool) {
    return SagaEngine.builder(pool).leaseFor(DAY).pollEvery(DAY);
  }

  private void submit(SagaEngine engine, Gate gate, int count, int threads) {
    AtomicInteger next = new AtomicInteger();
    List<CompletableFuture<Void>> submitters = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      submitters.add(
          Background.run(
              () -> {
                for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                  engine.submit(gate.type, key + n, "input");
                }
              }));
    }
    submitters.forEach(CompletableFuture::join);
  }

  private static long count(Gate gate, String condition) throws Exception {
    return db.number(
        "select count(*) from saga_instance where saga_type = '"
            + gate.type.name()
            + "' and "
            + condition);
  }

  @Test
  void twenty_thousand_submits_wait_in_the_table_and_all_complete_on_two_engines()
      throws Exception {
    int many = 20_000;
    int limit = 1_000;
    Gate gate = new Gate("many");
    LongAccumulator most = new LongAccumulator(Math::max, 0);
    try (HikariDataSource pool = pool();
        SagaEngine engine =
            SagaEngine.builder(pool).name("first").register(gate.define()).build()) {
      submit(engine, gate, many, 8);

      assertThat(engine.load()).isEqualTo(new EngineLoad(0, limit, limit, true));
      assertThat(engine.load().isFull()).isTrue();
      assertThat(engine.activeSagas()).isEqualTo(limit);
      assertThat(count(gate, "status = 'RUNNING'")).isEqualTo(limit);
      assertThat(count(gate, "status = 'QUEUED'")).isEqualTo(many - limit);

      try (SagaEngine second =
          SagaEngine.builder(pool).name("second").mostSagas(300).register(gate.define()).build()) {
        Awaitility.await().until(() -> second.load().isFull());
        gate.atEachStep(
            () -> {
              most.accumulate(engine.load().ofEngine());
              assertThat(second.load().ofEngine()).isLessThanOrEqualTo(300);
            });
        gate.open();
        Awaitility.await()
            .atMost(Duration.ofMinutes(4))
            .until(() -> count(gate, "status = 'COMPLETED'") == many);
      }
      assertThat(most.get()).isBetween(1L, (long) limit);
      assertThat(gate.arrived).hasValue(many);
      assertThat(
              db.number(
                  "select count(distinct engine) from saga_journal join saga_instance on id = saga_id"
                      + " where kind = 'STEP_SUCCEEDED' and saga_type = 'many'"))
          .isEqualTo(2);
      Awaitility.await()
          .untilAsserted(
              () -> assertThat(engine.load()).isEqualTo(new EngineLoad(0, 0, limit, false)));
    }
  }

  @Test
  void one_that_waits_begins_as_soon_as_there_is_room() throws Exception {
    Gate gate = new Gate("next-please");
    try (HikariDataSource pool = pool();
        SagaEngine engine = idle(pool).mostSagas(1).register(gate.define()).build()) {
      engine.submit(gate.type, key, "input");
      SagaHandle<String> second = engine.submit(gate.type, key + 2, "input");
      assertThat(engine.find(gate.type, key + 2).orElseThrow().status())
          .isEqualTo(SagaStatus.QUEUED);

      gate.open();

      Awaitility.await().until(() -> second.outcome().isPresent());
    }
  }

  @Test
  void one_that_finds_no_place_only_because_the_caretaker_looks_begins_after_that()
      throws Exception {
    Gate gate = new Gate("during-a-look");
    gate.open();
    CountDownLatch looking = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger borrowed = new AtomicInteger();
    DataSource holding =
        new PGSimpleDataSource() {
          {
            setUrl(db.url());
          }

          @Override
          public Connection getConnection() throws SQLException {
            // Heartbeat, operators, pick-up, what it owns, the dead; the sixth takes sagas over.
            boolean caretaker = Thread.currentThread().getName().contains("caretaker");
            if (caretaker && borrowed.incrementAndGet() == 6) {
              looking.countDown();
              awaitQuietly(go);
            }
            return super.getConnection();
          }
        };
    try (SagaEngine engine =
        SagaEngine.builder(holding)
            .leaseFor(DAY)
            .pollEvery(DAY)
            .mostSagas(1)
            .register(gate.define())
            .build()) {
      assertThat(looking.await(30, TimeUnit.SECONDS)).isTrue();
      SagaHandle<String> handle = engine.submit(gate.type, key, "input");
      assertThat(engine.find(gate.type, key).orElseThrow().status()).isEqualTo(SagaStatus.QUEUED);

      go.countDown();

      Awaitility.await().until(() -> handle.outcome().isPresent());
    }
  }

  private static void awaitQuietly(CountDownLatch latch) throws SQLException {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new SQLException(e);
    }
  }

  @Test
  void a_second_submit_of_one_that_waits_is_a_handle_of_it() {
    Gate gate = new Gate("twice");
    try (HikariDataSource pool = pool();
        SagaEngine engine = idle(pool).mostSagas(1).register(gate.define()).build()) {
      engine.submit(gate.type, key, "input");
      SagaHandle<String> waits = engine.submit(gate.type, key + 2, "input");

      assertThat(engine.submit(gate.type, key + 2, "input").sagaId()).isEqualTo(waits.sagaId());
      assertThat(engine.load().ofEngine()).isEqualTo(1);
      gate.open();
    }
  }

  @Test
  void a_submit_that_starts_nothing_keeps_no_place() {
    Gate gate = new Gate("again");
    try (HikariDataSource pool = pool();
        SagaEngine engine = idle(pool).mostSagas(2).register(gate.define()).build()) {
      engine.submit(gate.type, key, "input");
      for (int i = 0; i < 5; i++) {
        engine.submit(gate.type, key, "input");
      }
      engine.submit(gate.type, key + 2, "input");

      assertThat(engine.load()).isEqualTo(new EngineLoad(0, 2, 2, false));
      gate.open();
    }
  }

  @Test
  void callers_of_run_are_not_limited_and_counted_apart() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Gate gate = new Gate("fills-the-engine");
    ScriptedSaga saga = ScriptedSaga.named("of-a-caller").remote("a").notUndoable();
    saga.on(
        "a",
        (step, c) -> {
          inside.countDown();
          assertThat(go.await(30, TimeUnit.SECONDS)).isTrue();
        });
    try (HikariDataSource pool = pool();
        SagaEngine engine =
            idle(pool).mostSagas(1).register(gate.define()).register(saga.define()).build()) {
      engine.submit(gate.type, key, "input");
      CompletableFuture<String> caller = Background.call(() -> engine.run(saga.type, key, "input"));
      assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();

      assertThat(engine.load()).isEqualTo(new EngineLoad(1, 1, 1, false));

      go.countDown();
      assertThat(caller.get(30, TimeUnit.SECONDS)).isEqualTo("a");
      assertThat(engine.load()).isEqualTo(new EngineLoad(0, 1, 1, false));
      gate.open();
    }
  }

  @Test
  void those_that_wait_are_not_fetched_one_by_one() throws Exception {
    int many = 2_000;
    Gate gate = new Gate("in-batches");
    try (CountedConnections pool = CountedConnections.to(db);
        SagaEngine engine = idle(pool).mostSagas(200).register(gate.define()).build()) {
      submit(engine, gate, many, 4);
      EngineLoad full = new EngineLoad(0, 200, 200, true);
      Awaitility.await().until(() -> engine.load().equals(full));
      long before = pool.borrowedBy("caretaker");

      gate.open();

      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> count(gate, "status = 'COMPLETED'") == many);
      assertThat(pool.borrowedBy("caretaker") - before).isLessThan(many / 10);
    }
  }
}
