package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.servers.Database;
import java.sql.Connection;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Engines that lose sagas to each other. An engine counts as dead here because the test makes its
 * heartbeat old, not because time has passed.
 */
@Timeout(60)
class RecoveryTest {

  @RegisterExtension static final Database db = Database.fresh();

  private final String key = UUID.randomUUID().toString();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);

  private static SagaEngineBuilder builder(String name, ScriptedSaga saga) {
    return SagaEngine.builder(db.dataSource())
        .name(name)
        .leaseFor(Duration.ofMinutes(10))
        .pollEvery(Duration.ofMillis(20))
        .closeWithin(Duration.ZERO)
        .register(saga.define());
  }

  private static void declareDead(String engine) throws Exception {
    db.execute("update saga_engine set heartbeat_at = 'epoch' where name = '" + engine + "'");
  }

  private static void takeOverNow(SagaEngine frozen, String dead, ScriptedSaga saga)
      throws Exception {
    frozen.caretaker().close();
    declareDead(dead);
    try (SagaEngine heir =
        builder("heir-of-" + dead, saga).closeWithin(Duration.ofSeconds(20)).build()) {
      Awaitility.await()
          .until(
              () ->
                  heir.activeSagas() == 0
                      && db.number("select count(*) from saga_instance where owner is not null")
                          == 0);
    }
  }

  private void block(StepContext step, Connection c) throws Exception {
    begun.countDown();
    assertThat(go.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void another_engine_runs_again_what_was_not_recorded_with_the_same_key() throws Exception {
    ScriptedSaga saga =
        ScriptedSaga.named("take-over").remote("a").remote("b", "a").on("b", this::block);
    try (SagaEngine frozen = builder("frozen-1", saga).build()) {
      SagaHandle<String> handle = frozen.submit(saga.type, key, "input");
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

      takeOverNow(frozen, "frozen-1", saga);

      assertThat(handle.outcome()).contains(new SagaOutcome.Completed<>("b"));
      assertThat(saga.calls).containsExactly("a", "b", "b");
      assertThat(saga.keys.get(1)).isEqualTo(saga.keys.get(2));
      go.countDown();
    }
  }

  @Test
  void an_engine_that_lost_a_saga_records_nothing_more_of_it() throws Exception {
    ScriptedSaga saga =
        ScriptedSaga.named("fenced").remote("a").remote("b", "a").on("a", this::block);
    try (SagaEngine frozen = builder("frozen-2", saga).build()) {
      SagaHandle<String> handle = frozen.submit(saga.type, key, "input");
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
      takeOverNow(frozen, "frozen-2", saga);
      long rows = db.number("select count(*) from saga_journal");

      go.countDown();
      Awaitility.await().until(() -> frozen.activeSagas() == 0);

      assertThat(db.number("select count(*) from saga_journal")).isEqualTo(rows);
      assertThat(saga.calls).containsExactly("a", "a", "b");
      assertThat(handle.await(Duration.ofSeconds(10))).isEqualTo(new SagaOutcome.Completed<>("b"));
    }
  }

  @Test
  void an_open_transaction_of_an_engine_that_lost_the_saga_cannot_commit() throws Exception {
    db.execute("create table if not exists effect (name text)");
    ScriptedSaga saga = ScriptedSaga.named("fenced-tx").transactional("a").remote("b", "a");
    saga.on(
        "a",
        (step, connection) -> {
          try (var sql = connection.createStatement()) {
            sql.execute("insert into effect values ('frozen')");
          }
          block(step, connection);
        });
    try (SagaEngine frozen = builder("frozen-3", saga).build()) {
      var handle = frozen.submit(saga.type, key, "input");
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
      takeOverNow(frozen, "frozen-3", saga);

      go.countDown();
      Awaitility.await().until(() -> frozen.activeSagas() == 0);

      assertThat(db.number("select count(*) from effect")).isZero();
      assertThat(handle.outcome()).contains(new SagaOutcome.Completed<>("b"));
    }
  }

  @Test
  void goes_on_undoing_where_the_dead_engine_stopped() throws Exception {
    ScriptedSaga saga =
        ScriptedSaga.named("take-over-undo")
            .remote("a")
            .remote("b", "a")
            .remote("c", "b")
            .failing("c", 1, StepFailure.permanent("no"))
            .on("undo a", this::block);
    try (SagaEngine frozen = builder("frozen-4", saga).build()) {
      var handle = frozen.submit(saga.type, key, "input");
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

      takeOverNow(frozen, "frozen-4", saga);

      assertThat(handle.outcome().orElseThrow().status()).isEqualTo(SagaStatus.COMPENSATED);
      assertThat(saga.calls).containsExactly("a", "b", "c", "undo b", "undo a", "undo a");
      go.countDown();
    }
  }

  @Test
  void attempts_are_counted_across_engines() throws Exception {
    ScriptedSaga saga =
        ScriptedSaga.named("counted")
            .remote("a")
            .undoneEvenIfUnknown()
            .remote("b", "a")
            .failing("a", 1, StepFailure.transientFailure("one"))
            .on("a", this::block)
            .failing("a", 5, StepFailure.transientFailure("more"));
    try (SagaEngine frozen = builder("frozen-5", saga).build()) {
      var handle = frozen.submit(saga.type, key, "input");
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

      takeOverNow(frozen, "frozen-5", saga);

      assertThat(handle.outcome().orElseThrow().status()).isEqualTo(SagaStatus.COMPENSATED);
      assertThat(
              db.number(
                  "select count(*) from saga_journal where step = 'a' and failure is not null and saga_id = '"
                      + handle.sagaId()
                      + "'"))
          .isEqualTo(3);
      go.countDown();
    }
  }

  @Test
  void parks_a_saga_that_was_taken_over_too_often_without_getting_on() throws Exception {
    ScriptedSaga saga = ScriptedSaga.named("poison").remote("a").notUndoable();
    try (Connection connection = db.dataSource().getConnection();
        SagaEngine engine = builder("poisoned", saga).build()) {
      connection.setAutoCommit(false);
      SagaHandle<String> handle = engine.submit(connection, saga.type, key, "input");
      try (var sql = connection.createStatement()) {
        sql.execute(
            "update saga_instance set owner = '00000000-0000-0000-0000-000000000000',"
                + " wake_at = null, status = 'RUNNING', recoveries = 10 where saga_key = '"
                + key
                + "'");
      }
      connection.commit();
      takeOverNow(engine, "poisoned", saga);

      assertThat(handle.outcome())
          .hasValueSatisfying(
              outcome ->
                  assertThat(((SagaOutcome.Parked<String>) outcome).reason())
                      .contains("poison", key, "taken over 11 times"));
    }
    assertThat(saga.calls).isEmpty();
  }

  @Test
  void leaves_a_version_that_it_does_not_know_to_an_engine_that_does() throws Exception {
    ScriptedSaga old = ScriptedSaga.named("versions", 1).remote("a").notUndoable();
    ScriptedSaga young = ScriptedSaga.named("versions", 2).remote("x").notUndoable();
    SagaHandle<String> handle;
    try (Connection connection = db.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      try (SagaEngine first = builder("knows-1", old).build()) {
        handle = first.submit(connection, old.type, key, "input");
      }
      connection.commit();
    }
    try (SagaEngine second = builder("knows-2", young).build()) {
      assertThat(second.run(young.type, key + "-2", "input")).isEqualTo("x");
      assertThat(second.find(old.type, key).orElseThrow().status()).isEqualTo(SagaStatus.QUEUED);
    }
    try (SagaEngine both = builder("knows-both", old).register(young.define()).build()) {
      assertThat(both.submit(old.type, key, "input").await(Duration.ofSeconds(20)))
          .isEqualTo(new SagaOutcome.Completed<>("a"));
    }
    assertThat(handle.sagaId()).isNotNull();
  }

  @Test
  void parks_a_saga_whose_journal_names_a_step_that_the_definition_lacks() throws Exception {
    ScriptedSaga before = ScriptedSaga.named("changed").remote("a").remote("b", "a");
    before.on("b", this::block);
    try (SagaEngine frozen = builder("frozen-6", before).build()) {
      var handle = frozen.submit(before.type, key, "input");
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

      takeOverNow(frozen, "frozen-6", ScriptedSaga.named("changed").remote("z").notUndoable());

      assertThat(((SagaOutcome.Parked<String>) handle.outcome().orElseThrow()).reason())
          .contains("journal", "no step 'a'", "new version");
      go.countDown();
    }
  }

  @Test
  void an_engine_with_a_late_heartbeat_does_not_take_its_sagas_from_itself() throws Exception {
    ScriptedSaga saga =
        ScriptedSaga.named("late-heartbeat").remote("a").notUndoable().on("a", this::block);
    try (SagaEngine engine = builder("late", saga).closeWithin(Duration.ofSeconds(20)).build()) {
      SagaHandle<String> handle = engine.submit(saga.type, key, "input");
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
      engine.caretaker().close();
      declareDead("late");

      engine.caretaker().takeOver();

      go.countDown();
      assertThat(handle.await(Duration.ofSeconds(20))).isEqualTo(new SagaOutcome.Completed<>("a"));
      assertThat(saga.calls).containsExactly("a");
    }
  }

  @Test
  void the_journal_folded_is_the_head_of_every_saga() throws Exception {
    ScriptedSaga saga =
        ScriptedSaga.named("folded")
            .remote("a")
            .transactional("b", "a")
            .remote("c", "a")
            .remote("d", "b", "c")
            .failing("a", 2, StepFailure.transientFailure("again"))
            .failing("d", 1, StepFailure.permanent("no"));
    try (SagaEngine engine = builder("folds", saga).build()) {
      engine.execute(saga.type, key, "input");
    }
    assertThat(
            db.rows(
                """
                select i.saga_key from saga_instance i
                join saga_journal j on j.saga_id = i.id and j.seq = i.last_seq
                where i.status <> j.status or i.updated_at <> j.at
                  or i.last_seq <> (select count(*) from saga_journal k where k.saga_id = i.id)
                """))
        .isEmpty();
  }
}
