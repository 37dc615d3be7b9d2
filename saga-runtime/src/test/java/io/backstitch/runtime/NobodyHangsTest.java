package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.backstitch.definition.RetryPolicy;
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
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.ds.PGSimpleDataSource;

/** Situations in which a saga, a caller or a whole engine could stand still. */
@Timeout(90)
class NobodyHangsTest {

  @RegisterExtension static final Database db = Database.fresh();

  private final String key = UUID.randomUUID().toString();

  private static RetryPolicy once() {
    return new RetryPolicy(1, Duration.ZERO, 1, Duration.ZERO);
  }

  /** A data source that asks before each connection. */
  private static DataSource asking(Asked before) {
    return new PGSimpleDataSource() {
      {
        setUrl(db.url());
      }

      @Override
      public Connection getConnection() throws SQLException {
        before.ask();
        return super.getConnection();
      }
    };
  }

  private interface Asked {
    void ask() throws SQLException;
  }

  @Test
  void an_outage_that_a_pool_reports_without_a_sqlstate_loses_nothing() {
    AtomicInteger refusals = new AtomicInteger();
    ScriptedSaga saga = ScriptedSaga.named("no-state").remote("a").remote("b", "a");
    saga.on("a", (step, c) -> refusals.set(6));
    DataSource pool =
        asking(
            () -> {
              if (refusals.getAndDecrement() > 0) {
                throw new SQLException("Cannot create PoolableConnectionFactory");
              }
            });
    try (SagaEngine engine =
        SagaEngine.builder(pool)
            .pollEvery(Duration.ofHours(1))
            .leaseFor(Duration.ofHours(1))
            .register(saga.define())
            .build()) {
      assertThat(engine.run(saga.type, key, "input")).isEqualTo("b");
    }
    assertThat(saga.calls).containsExactly("a", "b");
  }

  @Test
  void no_connection_is_no_attempt_of_a_transactional_step() {
    AtomicInteger refusals = new AtomicInteger();
    ScriptedSaga saga =
        ScriptedSaga.named("no-connection")
            .remote("a")
            .transactional("b", "a")
            .with(step -> step.retry(once()));
    DataSource pool =
        asking(
            () -> {
              if (refusals.getAndDecrement() > 0) {
                throw new SQLException("interrupted during connection acquisition");
              }
            });
    saga.on("a", (step, c) -> refusals.set(6));
    try (SagaEngine engine =
        SagaEngine.builder(pool)
            .pollEvery(Duration.ofHours(1))
            .leaseFor(Duration.ofHours(1))
            .register(saga.define())
            .build()) {
      assertThat(engine.run(saga.type, key, "input")).isEqualTo("b");
    }
    assertThat(saga.calls).containsExactly("a", "b");
  }

  @Test
  void an_interrupt_does_not_hurry_an_engine_that_waits_for_its_database() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    CountDownLatch waits = new CountDownLatch(1);
    boolean[] down = {false};
    ScriptedSaga saga = ScriptedSaga.named("patient-engine").remote("a").notUndoable();
    saga.on("a", (step, c) -> down[0] = true);
    DataSource pool =
        asking(
            () -> {
              if (down[0]) {
                waits.countDown();
                if (asked.incrementAndGet() > 5) {
                  down[0] = false;
                }
                throw new SQLException("down", "08001");
              }
            });
    try (SagaEngine engine =
        SagaEngine.builder(pool)
            .pollEvery(Duration.ofHours(1))
            .leaseFor(Duration.ofHours(1))
            .register(saga.define())
            .build()) {
      Thread[] caller = new Thread[1];
      CompletableFuture<String> result =
          Background.call(
              () -> {
                caller[0] = Thread.currentThread();
                return engine.run(saga.type, key, "input");
              });
      assertThat(waits.await(10, TimeUnit.SECONDS)).isTrue();
      long before = System.nanoTime();
      caller[0].interrupt();
      assertThatThrownBy(() -> result.get(30, TimeUnit.SECONDS))
          .hasCauseInstanceOf(SagaInterruptedException.class);
      assertThat(System.nanoTime() - before).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(200));
      assertThat(engine.find(saga.type, key).orElseThrow().status())
          .isEqualTo(SagaStatus.COMPLETED);
    }
  }

  @Test
  void limits_act_though_steps_that_hang_occupy_every_connection() throws Exception {
    ScriptedSaga saga =
        ScriptedSaga.named("hanging-with-all")
            .transactional("t")
            .with(step -> step.timeout(Duration.ofSeconds(1)).retry(once()));
    ScriptedSaga other =
        ScriptedSaga.named("hanging-without")
            .remote("r")
            .undoneEvenIfUnknown()
            .with(step -> step.timeout(Duration.ofMillis(500)).retry(once()));
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(db.url());
    config.setMaximumPoolSize(2);
    try (HikariDataSource pool = new HikariDataSource(config);
        SagaEngine engine =
            SagaEngine.builder(pool).register(saga.define()).register(other.define()).build()) {
      CountDownLatch begun = new CountDownLatch(2 + 12);
      List<SagaHandle<String>> handles = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        other.on("r", (step, c) -> hang(begun));
        handles.add(engine.submit(other.type, key + i, "input"));
      }
      for (int i = 0; i < 2; i++) {
        saga.on("t", (step, c) -> hang(begun));
        handles.add(engine.submit(saga.type, key + i, "input"));
      }
      assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
      for (SagaHandle<String> handle : handles) {
        assertThat(handle.await(Duration.ofSeconds(25)).status()).isEqualTo(SagaStatus.COMPENSATED);
      }
    }
  }

  private static void hang(CountDownLatch begun) throws InterruptedException {
    begun.countDown();
    new CountDownLatch(1).await();
  }

  @Test
  void limits_act_though_steps_that_hang_occupy_every_thread() throws Exception {
    int many = 150;
    ScriptedSaga saga =
        ScriptedSaga.named("hanging")
            .remote("a")
            .undoneEvenIfUnknown()
            .with(step -> step.timeout(Duration.ofMillis(500)).retry(once()))
            .remote("b", "a");
    for (int i = 0; i < many; i++) {
      saga.on("a", (step, c) -> new CountDownLatch(1).await());
    }
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(db.url());
    config.setMaximumPoolSize(10);
    try (HikariDataSource pool = new HikariDataSource(config);
        SagaEngine engine = SagaEngine.builder(pool).register(saga.define()).build()) {
      List<SagaHandle<String>> handles = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        handles.add(engine.submit(saga.type, key + i, "input"));
      }
      for (SagaHandle<String> handle : handles) {
        assertThat(handle.await(Duration.ofSeconds(60)).status()).isEqualTo(SagaStatus.COMPENSATED);
      }
    }
  }

  @Test
  void a_saga_that_begins_while_its_engine_closes_is_let_go() throws Exception {
    ScriptedSaga saga =
        ScriptedSaga.named("begins-late").remote("a").remote("b").remote("end", "a", "b");
    CountDownLatch inserting = new CountDownLatch(1);
    boolean[] armed = {false};
    SagaEngine[] engine = new SagaEngine[1];
    DataSource pool =
        asking(
            () -> {
              if (armed[0] && Thread.currentThread().getName().equals("test-background")) {
                armed[0] = false;
                engine[0].close();
                inserting.countDown();
              }
            });
    engine[0] = SagaEngine.builder(pool).name("closes").register(saga.define()).build();
    armed[0] = true;
    CompletableFuture<String> caller =
        Background.call(() -> engine[0].run(saga.type, key, "input"));

    assertThat(inserting.await(30, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(() -> caller.get(30, TimeUnit.SECONDS))
        .hasCauseInstanceOf(EngineClosedException.class);
    assertThat(saga.calls).isEmpty();
    try (SagaEngine other = SagaEngine.builder(db.dataSource()).register(saga.define()).build()) {
      assertThat(other.run(saga.type, key, "input")).isEqualTo("end");
    }
  }

  @Test
  void a_saga_that_an_engine_owns_without_knowing_is_let_go_and_taken_again() throws Exception {
    ScriptedSaga saga = ScriptedSaga.named("unknown-to-owner").remote("a").notUndoable();
    try (SagaEngine engine =
            SagaEngine.builder(db.dataSource())
                .name("forgetful")
                .pollEvery(Duration.ofMillis(50))
                .leaseFor(Duration.ofMillis(800))
                .register(saga.define())
                .build();
        Connection connection = db.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      SagaHandle<String> handle = engine.submit(connection, saga.type, key, "input");
      try (var sql = connection.createStatement()) {
        sql.execute(
            "update saga_instance set status = 'RUNNING', wake_at = null, owner ="
                + " (select id from saga_engine where name = 'forgetful') where saga_key = '"
                + key
                + "'");
      }
      connection.commit();

      assertThat(handle.await(Duration.ofSeconds(30))).isEqualTo(new SagaOutcome.Completed<>("a"));
    }
  }

  @Test
  void a_transaction_that_its_process_leaves_alone_is_ended_by_the_server() throws Exception {
    db.execute("create table shelf (sku text primary key, free int)");
    db.execute("insert into shelf values ('pen', 10)");
    CountDownLatch holding = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    ScriptedSaga saga = ScriptedSaga.named("frozen-tx").transactional("a").notUndoable();
    saga.on(
        "a",
        (step, c) -> {
          try (var sql = c.createStatement()) {
            sql.execute("update shelf set free = free - 1");
          }
          holding.countDown();
          assertThat(go.await(60, TimeUnit.SECONDS)).isTrue();
        });
    try (SagaEngine engine =
        SagaEngine.builder(db.dataSource())
            .leaseFor(Duration.ofMillis(500))
            .register(saga.define())
            .build()) {
      SagaHandle<String> handle = engine.submit(saga.type, key, "input");
      assertThat(holding.await(10, TimeUnit.SECONDS)).isTrue();

      db.execute("update shelf set free = free - 1");

      go.countDown();
      assertThat(handle.await(Duration.ofSeconds(30))).isEqualTo(new SagaOutcome.Completed<>("a"));
    }
    assertThat(db.number("select free from shelf")).isEqualTo(9);
  }

  @Test
  void the_limit_of_a_transactional_step_frees_its_connection() throws Exception {
    db.execute("create table held (id int primary key)");
    db.execute("insert into held values (1)");
    ScriptedSaga saga =
        ScriptedSaga.named("blocked-tx")
            .transactional("a")
            .with(step -> step.timeout(Duration.ofMillis(300)).retry(once()))
            .transactional("b", "a");
    saga.on(
        "a",
        (step, c) -> {
          try (var sql = c.createStatement()) {
            sql.execute("select * from held for update");
          }
        });
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(db.url());
    config.setMaximumPoolSize(1);
    try (HikariDataSource pool = new HikariDataSource(config);
        Connection elsewhere = db.dataSource().getConnection()) {
      elsewhere.setAutoCommit(false);
      try (var sql = elsewhere.createStatement()) {
        sql.execute("select * from held for update");
      }
      try (SagaEngine engine = SagaEngine.builder(pool).register(saga.define()).build()) {
        SagaHandle<String> handle = engine.submit(saga.type, key, "input");
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> handle.outcome().isPresent());
        assertThat(handle.outcome().orElseThrow().status()).isEqualTo(SagaStatus.COMPENSATED);
      }
      elsewhere.rollback();
    }
  }
}
