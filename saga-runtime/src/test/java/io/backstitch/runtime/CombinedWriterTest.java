package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.backstitch.servers.Database;
import io.backstitch.servers.PostgresProxy;
import io.backstitch.servers.PostgresServer;
import io.backstitch.servers.ProxyTrap;
import io.backstitch.servers.RequestMoment;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who writes what, with which other sagas, and what happens if that fails. */
@Timeout(60)
class CombinedWriterTest {

  @RegisterExtension static final Database db = Database.fresh();

  private final String run = UUID.randomUUID().toString();
  private HikariDataSource pool;
  private GatedDataSource gated;

  @BeforeEach
  void pool() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(db.url());
    config.setMaximumPoolSize(4);
    pool = new HikariDataSource(config);
    gated = GatedDataSource.before(pool);
  }

  @AfterEach
  void closePool() {
    gated.gate().open();
    pool.close();
  }

  /** An engine that does nothing of its own while a test looks. */
  private SagaEngine engine(ScriptedSaga saga) {
    return SagaEngine.builder(gated.dataSource())
        .leaseFor(Duration.ofHours(1))
        .pollEvery(Duration.ofHours(1))
        .register(saga.define())
        .build();
  }

  private List<CompletableFuture<String>> start(SagaEngine engine, ScriptedSaga saga, int count) {
    return start(engine, saga, 0, count);
  }

  private List<CompletableFuture<String>> start(
      SagaEngine engine, ScriptedSaga saga, int first, int count) {
    return IntStream.range(first, first + count)
        .mapToObj(i -> Background.call(() -> engine.run(saga.type, run + i, "input")))
        .toList();
  }

  private static void shareOneTransaction(String kind, String type, int sagas) throws Exception {
    assertThat(
            db.rows(
                "select j.xmin::text as tx, count(*) as n from saga_journal j join saga_instance i on i.id = j.saga_id where j.kind = '%s' and i.saga_type = '%s' group by 1 order by 2 desc"
                    .formatted(kind, type)))
        .first()
        .satisfies(row -> assertThat((Long) row.get("n")).isGreaterThanOrEqualTo(sagas));
  }

  @Test
  void a_saga_that_is_alone_is_written_by_its_own_thread() throws Exception {
    ScriptedSaga saga = ScriptedSaga.named("alone").remote("a").remote("b", "a");
    try (SagaEngine engine = engine(saga)) {
      Awaitility.await().until(() -> !gated.borrowers().isEmpty());
      gated.borrowers().clear();

      engine.run(saga.type, run, "input");

      assertThat(gated.borrowers())
          .filteredOn(thread -> !thread.getName().contains("caretaker"))
          .hasSize(3)
          .containsOnly(Thread.currentThread());
    }
  }

  @Test
  void whoever_waits_for_a_writer_is_written_with_all_others_who_wait() throws Exception {
    ScriptedSaga saga = ScriptedSaga.named("together").remote("a");
    CountDownLatch begun = new CountDownLatch(40);
    CountDownLatch go = new CountDownLatch(1);
    for (int i = 0; i < 40; i++) {
      saga.on(
          "a",
          (step, connection) -> {
            step.publish("letters", "from " + step.sagaKey());
            begun.countDown();
            go.await();
          });
    }
    try (SagaEngine engine = engine(saga)) {
      gated.gate().shut();
      List<CompletableFuture<String>> ends = start(engine, saga, 40);
      Awaitility.await().until(() -> engine.waitingForWriter() == 40);
      gated.gate().open();
      begun.await();
      shareOneTransaction("STARTED", "together", 40);

      gated.gate().shut();
      go.countDown();
      Awaitility.await().until(() -> engine.waitingForWriter() == 40);
      gated.gate().open();
      ends.forEach(CompletableFuture::join);
      shareOneTransaction("STEP_SUCCEEDED", "together", 40);
    }
    assertThat(db.number("select count(*) from saga_outbox where key like '" + run + "%'"))
        .isEqualTo(40);
  }

  @Test
  void a_row_that_postgresql_refuses_fails_its_own_saga_only() throws Exception {
    ScriptedSaga saga = ScriptedSaga.named("refused").remote("a").remote("b", "a");
    db.execute(
        """
        create function refuse() returns trigger language plpgsql as $$
        begin raise 'not this one'; end $$;
        create trigger refuse before insert on saga_outbox for each row
          when (new.destination = 'refused') execute function refuse()
        """);
    CountDownLatch begun = new CountDownLatch(20);
    CountDownLatch go = new CountDownLatch(1);
    for (int i = 0; i < 20; i++) {
      saga.on(
          "a",
          (step, connection) -> {
            step.publish(step.sagaKey().equals(run + "7") ? "refused" : "letters", "an event");
            begun.countDown();
            go.await();
          });
    }
    try (SagaEngine engine = engine(saga)) {
      List<CompletableFuture<SagaOutcome<String>>> ends =
          IntStream.range(0, 20)
              .mapToObj(i -> Background.call(() -> engine.execute(saga.type, run + i, "input")))
              .toList();
      begun.await();
      gated.gate().shut();
      go.countDown();
      Awaitility.await().until(() -> engine.waitingForWriter() == 20);
      gated.gate().open();

      for (int i = 0; i < 20; i++) {
        SagaOutcome<String> outcome = ends.get(i).join();
        if (i == 7) {
          assertThat(outcome).asString().contains("refused the record", "not this one");
        } else {
          assertThat(outcome).isInstanceOf(SagaOutcome.Completed.class);
        }
      }
    }
    assertThat(
            db.number(
                "select count(*) from saga_outbox where destination = 'letters' and key like '"
                    + run
                    + "%'"))
        .isEqualTo(19);
  }

  @Test
  void a_saga_whose_row_somebody_has_locked_holds_up_no_other() throws Exception {
    ScriptedSaga saga = ScriptedSaga.named("locked").remote("a");
    CountDownLatch begun = new CountDownLatch(10);
    CountDownLatch go = new CountDownLatch(1);
    for (int i = 0; i < 10; i++) {
      saga.on(
          "a",
          (step, connection) -> {
            begun.countDown();
            go.await();
          });
    }
    try (SagaEngine engine = engine(saga);
        Connection other = db.dataSource().getConnection();
        Statement sql = other.createStatement()) {
      List<CompletableFuture<String>> ends = new ArrayList<>(start(engine, saga, 10));
      begun.await();
      other.setAutoCommit(false);
      sql.execute("select 1 from saga_instance where saga_key = '" + run + "3' for update");
      go.countDown();

      CompletableFuture<String> locked = ends.remove(3);
      ends.forEach(CompletableFuture::join);
      assertThat(locked).isNotDone();
      other.rollback();
      assertThat(locked.join()).isEqualTo("a");
    }
  }

  @Test
  void a_start_that_waits_for_a_strangers_transaction_holds_up_no_other() throws Exception {
    ScriptedSaga saga = ScriptedSaga.named("strange").remote("a");
    try (SagaEngine engine = engine(saga);
        Connection other = db.dataSource().getConnection()) {
      other.setAutoCommit(false);
      engine.submit(other, saga.type, run, "input");
      CompletableFuture<String> same = Background.call(() -> engine.run(saga.type, run, "input"));

      assertThat(engine.run(saga.type, run + "another", "input")).isEqualTo("a");
      assertThat(same).isNotDone();
      other.rollback();
      assertThat(same.join()).isEqualTo("a");
    }
  }

  @Test
  void a_step_with_the_only_connection_is_not_kept_waiting_by_a_record_that_wants_one()
      throws Exception {
    pool.setMaximumPoolSize(1);
    ScriptedSaga saga =
        ScriptedSaga.named("one").remote("r").transactional("t").remote("end", "r", "t");
    CountDownLatch inTransaction = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    saga.on("r", (step, connection) -> inTransaction.await());
    saga.on(
        "t",
        (step, connection) -> {
          inTransaction.countDown();
          go.await();
        });
    try (SagaEngine engine = engine(saga)) {
      CompletableFuture<String> end = Background.call(() -> engine.run(saga.type, run, "input"));
      inTransaction.await();
      Awaitility.await().until(() -> engine.waitingForWriter() == 1);
      go.countDown();
      assertThat(end.join()).isEqualTo("end");
      assertThat(engine.waitingForWriter()).isZero();
    }
    assertThat(saga.calls).containsExactlyInAnyOrder("r", "t", "end");
  }

  @Test
  void the_same_start_twice_in_one_batch_is_one_saga() throws Exception {
    ScriptedSaga saga = ScriptedSaga.named("twice").remote("a");
    try (SagaEngine engine = engine(saga)) {
      gated.gate().shut();
      List<CompletableFuture<UUID>> handles =
          IntStream.range(0, 8)
              .mapToObj(i -> Background.call(() -> engine.submit(saga.type, run, "input").sagaId()))
              .toList();
      Awaitility.await().until(() -> engine.waitingForWriter() == 8);
      gated.gate().open();

      assertThat(new HashSet<>(handles.stream().map(CompletableFuture::join).toList())).hasSize(1);
      assertThat(engine.run(saga.type, run, "input")).isEqualTo("a");
    }
    assertThat(saga.calls).containsExactly("a");
  }

  @Test
  void connections_that_make_several_transactions_of_one_text_are_refused() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(db.url() + "&preferQueryMode=simple");
    ScriptedSaga saga = ScriptedSaga.named("simple").remote("a");
    try (HikariDataSource simple = new HikariDataSource(config)) {
      assertThatThrownBy(() -> SagaEngine.builder(simple).register(saga.define()).build())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("preferQueryMode=simple");
    }
  }

  @Test
  void a_row_that_is_slow_holds_up_no_other_for_long() throws Exception {
    ScriptedSaga saga = ScriptedSaga.named("slow").remote("a");
    db.execute(
        """
        create function wait_for_the_test() returns trigger language plpgsql as $$
        begin perform pg_advisory_xact_lock_shared(4711); return new; end $$;
        create trigger wait_for_the_test before insert on saga_outbox for each row
          when (new.destination = 'slow') execute function wait_for_the_test()
        """);
    saga.on("a", (step, connection) -> step.publish("slow", "an event"));
    try (SagaEngine engine = engine(saga);
        Connection other = db.dataSource().getConnection();
        Statement sql = other.createStatement()) {
      other.setAutoCommit(false);
      sql.execute("select pg_advisory_xact_lock(4711)");
      CompletableFuture<String> slow =
          Background.call(() -> engine.run(saga.type, run + " slow", "input"));
      Awaitility.await().until(() -> saga.calls.size() == 1);
      for (int i = 0; i < 20; i++) {
        assertThat(engine.run(saga.type, run + i, "input")).isEqualTo("a");
      }
      assertThat(slow).isNotDone();
      other.rollback();
      assertThat(slow.join()).isEqualTo("a");
    }
  }

  @Test
  void starts_that_wait_for_a_strangers_transaction_keep_no_connection() throws Exception {
    pool.setMaximumPoolSize(2);
    ScriptedSaga saga = ScriptedSaga.named("many-strange").remote("a");
    try (SagaEngine engine = engine(saga);
        Connection other = db.dataSource().getConnection()) {
      other.setAutoCommit(false);
      engine.submit(other, saga.type, run, "input");
      List<CompletableFuture<String>> same =
          IntStream.range(0, 8)
              .mapToObj(i -> Background.call(() -> engine.run(saga.type, run, "input")))
              .toList();
      for (int i = 0; i < 20; i++) {
        assertThat(engine.run(saga.type, run + i, "input")).isEqualTo("a");
      }
      other.rollback();
      same.forEach(end -> assertThat(end.join()).isEqualTo("a"));
    }
  }

  @Test
  void an_error_in_the_middle_of_a_batch_leaves_nobody_waiting() throws Exception {
    ScriptedSaga saga = ScriptedSaga.named("error").remote("a").remote("b", "a");
    try (SagaEngine engine = engine(saga)) {
      for (int i = 0; i < 5; i++) {
        gated.failNextStatement(new StackOverflowError("as a test wants it"));
        List<CompletableFuture<String>> ends = start(engine, saga, i * 100, 20);
        ends.forEach(end -> assertThat(end.join()).isEqualTo("b"));
      }
    }
  }

  @Test
  void an_engine_that_is_frozen_while_it_sends_a_batch_keeps_no_saga_from_others()
      throws Exception {
    ScriptedSaga saga = ScriptedSaga.named("frozen").remote("a");
    for (int i = 0; i < 2; i++) {
      saga.on("a", (step, connection) -> step.publish("letters", "e".repeat(100_000)));
    }
    CountDownLatch thawed = new CountDownLatch(1);
    HikariConfig config = new HikariConfig();
    try (PostgresProxy proxy = PostgresProxy.before(PostgresServer.shared())) {
      config.setJdbcUrl(proxy.jdbcUrl(db));
      ProxyTrap freeze =
          proxy.at(
              RequestMoment.HALF_SENT, request -> JournalWrites.commits(request, "STEP_SUCCEEDED"));
      try (HikariDataSource slow = new HikariDataSource(config)) {
        SagaEngine frozen = engine(saga, slow, Duration.ofMinutes(1));
        freeze.run(
            () -> {
              try {
                thawed.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
        CompletableFuture<String> first =
            Background.call(() -> frozen.run(saga.type, run, "input"));
        Awaitility.await()
            .until(
                () ->
                    db.number(
                            "select count(*) from pg_stat_activity where datname = current_database() and wait_event = 'ClientRead' and state = 'active'")
                        == 1);
        db.execute("update saga_engine set heartbeat_at = '2000-01-01'");

        try (SagaEngine living = engine(saga, pool, Duration.ofMinutes(1))) {
          living.caretaker().takeOver();
          assertThat(living.run(saga.type, run, "input")).isEqualTo("a");
        }
        thawed.countDown();
        assertThat(first.join()).isEqualTo("a");
        frozen.close();
      }
    }
    assertThat(db.number("select count(*) from saga_outbox where key = '" + run + "'"))
        .isEqualTo(1);
  }

  private static SagaEngine engine(ScriptedSaga saga, HikariDataSource pool, Duration lease) {
    return SagaEngine.builder(pool)
        .leaseFor(lease)
        .pollEvery(Duration.ofMillis(20))
        .register(saga.define())
        .build();
  }

  @Test
  void whoever_is_interrupted_while_his_start_waits_is_told_so() throws Exception {
    ScriptedSaga saga = ScriptedSaga.named("impatient").remote("a");
    try (SagaEngine engine = engine(saga);
        Connection other = db.dataSource().getConnection()) {
      other.setAutoCommit(false);
      engine.submit(other, saga.type, run, "input");
      CompletableFuture<Thread> caller = new CompletableFuture<>();
      CompletableFuture<SagaHandle<String>> start =
          Background.call(
              () -> {
                caller.complete(Thread.currentThread());
                return engine.submit(saga.type, run, "input");
              });
      caller.join().interrupt();

      assertThatThrownBy(start::join)
          .hasCauseInstanceOf(SagaInterruptedException.class)
          .hasMessageContaining(run);
      other.rollback();
      assertThat(engine.run(saga.type, run, "input")).isEqualTo("a");
    }
  }

  @Test
  void a_record_outlives_a_pool_that_throws_whatever_it_likes() throws Exception {
    ScriptedSaga saga = ScriptedSaga.named("unruly-pool").remote("a").remote("b", "a");
    saga.on("a", (step, connection) -> gated.failTwoConnections());
    try (SagaEngine engine = engine(saga)) {
      assertThat(engine.run(saga.type, run, "input")).isEqualTo("b");
    }
    assertThat(saga.calls).containsExactly("a", "b");
  }
}
