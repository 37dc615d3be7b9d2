package io.backstitch.runtime;

import static io.backstitch.runtime.OperatedSaga.KEY;
import static io.backstitch.runtime.OperatedSaga.chain;
import static io.backstitch.runtime.OperatedSaga.notForAnHour;
import static io.backstitch.runtime.SagaStatus.COMPENSATED;
import static io.backstitch.runtime.SagaStatus.PARKED;
import static io.backstitch.runtime.SagaStatus.PAUSED;
import static io.backstitch.runtime.SagaStatus.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.definition.StepBuilder;
import io.backstitch.servers.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What operators want of sagas that an engine runs, has lost, or cannot read. */
@Timeout(180)
class OperatorsBesideEnginesTest {

  /** So many requests of one round are looked at more closely. */
  private static final int A_ROUND = 200;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension static final Database db = Database.fresh();

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);

  @BeforeAll
  static void tables() {
    SagaEngine.builder(db.dataSource()).build().close();
  }

  @AfterEach
  void nobodyWaits() {
    go.countDown();
  }

  private static OperatedSaga operated(ScriptedSaga saga) {
    return new OperatedSaga(db, saga);
  }

  private ScriptedSaga heldAtA(String name) {
    return chain(name).on("a", (step, connection) -> holdOn());
  }

  private void holdOn() throws InterruptedException {
    begun.countDown();
    go.await();
  }

  private static SagaEngineBuilder engine(ScriptedSaga saga) {
    return SagaEngine.builder(db.dataSource())
        .withoutMigrations()
        .pollEvery(Duration.ofMillis(20))
        .leaseFor(Duration.ofSeconds(1))
        .register(saga.define());
  }

  private void submit(SagaEngine engine, ScriptedSaga saga) throws InterruptedException {
    engine.submit(saga.type, KEY, "input");
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
  }

  private static void want(String kind, ScriptedSaga saga) throws SQLException {
    db.execute(
        "insert into saga_request (saga_id, kind, actor, reason)"
            + " select id, '%s', 'ann', 'because' from saga_instance where saga_type = '%s'"
                .formatted(kind, saga.type.name()));
  }

  /** The second one comes after whatever the caretaker did about operators after the first. */
  private static void awaitTwoHeartbeats() throws SQLException {
    long first = heartbeat();
    await().atMost(PATIENCE).until(() -> heartbeat() != first);
    long second = heartbeat();
    await().atMost(PATIENCE).until(() -> heartbeat() != second);
  }

  private static long heartbeat() throws SQLException {
    return db.number(
        "select (extract(epoch from max(heartbeat_at)) * 1000000)::bigint from saga_engine");
  }

  @Test
  void a_saga_is_cancelled_that_had_not_begun_its_pivot_when_its_engine_died() throws Exception {
    ScriptedSaga saga =
        ScriptedSaga.named("cancelled-orphan")
            .remote("reserve")
            .remote("charge", "reserve")
            .notUndoable()
            .with(StepBuilder::pivot)
            .remote("ship", "charge")
            .notUndoable();
    OperatedSaga orphan = operated(saga).queued();
    db.execute(
        "update saga_instance set owner = gen_random_uuid(), wake_at = null, status = 'RUNNING'"
            + " where saga_type = 'cancelled-orphan'");
    try (SagaEngine desk = orphan.desk()) {
      assertThat(orphan.act(desk, "cancel")).isEqualTo(OperationResult.REQUESTED);
    }

    try (SagaEngine heir = orphan.engine()) {
      heir.caretaker().takeOver();
      await().atMost(PATIENCE).until(() -> orphan.is(COMPENSATED));
    }
    assertThat(orphan.calls()).isEqualTo("reserve undo reserve");
  }

  @Test
  void sagas_whose_steps_hang_do_not_keep_an_operator_from_another_one() throws Exception {
    ScriptedSaga hanging = chain("hanging");
    for (int i = 0; i < A_ROUND; i++) {
      hanging.on("a", (step, connection) -> go.await());
    }
    CountDownLatch otherGo = new CountDownLatch(1);
    ScriptedSaga other =
        chain("another")
            .on(
                "a",
                (step, connection) -> {
                  begun.countDown();
                  otherGo.await();
                });
    try (SagaEngine engine = engine(hanging).register(other.define()).build()) {
      for (int i = 0; i < A_ROUND; i++) {
        String key = "key-" + i;
        var unused = Background.call(() -> engine.execute(hanging.type, key, "input"));
      }
      await().atMost(PATIENCE).until(() -> hanging.calls.size() == A_ROUND);
      var unused = Background.call(() -> engine.execute(other.type, KEY, "input"));
      assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
      SagaOperations ann = engine.operations("ann", "because");
      assertThat(ann.pause(SagaFilter.all().type("hanging")).requested()).isEqualTo(A_ROUND);
      ann.on(other.type, KEY).pause();

      await().atMost(PATIENCE).until(() -> engine.leavingSagas() == A_ROUND + 1);
      otherGo.countDown();
      await().atMost(PATIENCE).until(() -> operated(other).is(PAUSED));

      go.countDown();
      await().atMost(PATIENCE).until(() -> db.number("select count(*) from saga_request") == 0);
    } finally {
      otherGo.countDown();
    }
  }

  @Test
  void a_request_for_a_saga_that_no_longer_fits_its_definition_does_not_keep_it_from_being_parked()
      throws Exception {
    ScriptedSaga before = ScriptedSaga.named("renamed").remote("old-name").remote("b", "old-name");
    operated(before.failing("old-name", 1, notForAnHour())).started(WAITING);
    want("PAUSE", before);
    db.execute("update saga_instance set wake_at = now() where saga_type = 'renamed'");

    operated(ScriptedSaga.named("renamed").remote("new-name").remote("b", "new-name"))
        .runsTo(PARKED);

    assertThat(db.number("select count(*) from saga_request")).isZero();
  }

  @Test
  void an_engine_stays_alive_while_somebody_has_locked_the_row_of_a_saga_to_be_paused()
      throws Exception {
    ScriptedSaga saga = heldAtA("locked").grace(Duration.ZERO);
    try (SagaEngine engine = engine(saga).build();
        Connection somebody = db.dataSource().getConnection();
        Statement lock = somebody.createStatement()) {
      submit(engine, saga);
      somebody.setAutoCommit(false);
      lock.execute("select 1 from saga_instance where saga_type = 'locked' for update");
      want("PAUSE", saga);

      awaitTwoHeartbeats();

      somebody.rollback();
      await().atMost(PATIENCE).until(() -> operated(saga).is(PAUSED));
    }
  }

  @Test
  void an_engine_stays_alive_while_a_listener_thinks_about_a_pause() throws Exception {
    ScriptedSaga saga = heldAtA("listened-to");
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch thought = new CountDownLatch(1);
    SagaListener slow =
        fact -> {
          if (fact.kind() == FactKind.PAUSED) {
            told.countDown();
            waitFor(thought);
          }
        };
    try (SagaEngine engine = engine(saga).listener(slow).build()) {
      submit(engine, saga);
      operated(saga).act(engine, "pause");
      await().atMost(PATIENCE).until(() -> engine.leavingSagas() == 1);
      go.countDown();
      assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();

      awaitTwoHeartbeats();

      assertThat(operated(saga).status()).isEqualTo(PAUSED);
      thought.countDown();
    } finally {
      thought.countDown();
    }
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
