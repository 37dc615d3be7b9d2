package io.backstitch.runtime;

import static io.backstitch.runtime.SagaStatus.COMPENSATED;
import static io.backstitch.runtime.SagaStatus.COMPENSATING;
import static io.backstitch.runtime.SagaStatus.COMPLETED;
import static io.backstitch.runtime.SagaStatus.PARKED;
import static io.backstitch.runtime.SagaStatus.PAUSED;
import static io.backstitch.runtime.SagaStatus.QUEUED;
import static io.backstitch.runtime.SagaStatus.RUNNING;
import static io.backstitch.runtime.SagaStatus.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.backstitch.definition.StepBuilder;
import io.backstitch.runtime.SagaOperations.OneSaga;
import io.backstitch.servers.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each action of an operator on a saga in each status: an allowed one leads to the end that it is
 * for, a refused one says why and changes nothing.
 */
@Timeout(60)
class OperationsTest {

  @RegisterExtension static final Database db = Database.fresh();

  private final String key = "order-7";

  private static final Map<String, Function<OneSaga, OperationResult>> ACTIONS =
      Map.of(
          "retry", OneSaga::retry,
          "skip b", saga -> saga.skip("b"),
          "skip c", saga -> saga.skip("c"),
          "complete b", saga -> saga.complete("b", "by hand"),
          "complete c", saga -> saga.complete("c", "by hand"),
          "resolve b", saga -> saga.resolve("b"),
          "cancel", OneSaga::cancel,
          "pause", OneSaga::pause,
          "resume", OneSaga::resume);

  // ---- Sagas that stand still.

  @ParameterizedTest(name = "queued: {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cancel     | COMPENSATED |
          pause      | PAUSED      |
          retry      |             | nothing waits to be retried
          skip b     |             | Pause it first
          complete b |             | Pause it first
          resolve b  |             | Pause it first
          resume     |             | not paused but QUEUED
          """)
  void on_a_saga_that_is_queued(String action, SagaStatus end, String refusal) throws Exception {
    ScriptedSaga saga = chain("queued-" + action);
    try (SagaEngine desk = desk(saga)) {
      submitInTransaction(desk, saga);
      assertStatus(saga, QUEUED);

      check(desk, saga, action, end, refusal);
    }
  }

  @ParameterizedTest(name = "waiting: {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          retry      | COMPLETED   | | a b b c
          skip b     | COMPLETED   | | a b c
          complete b | COMPLETED   | | a b c
          cancel     | COMPENSATED | | a b b undo b undo a
          pause      | PAUSED      | | a b
          complete c |             | what comes before c is not done |
          resolve b  |             | it is not being undone          |
          resume     |             | not paused but WAITING          |
          """)
  void on_a_saga_that_waits(String action, SagaStatus end, String refusal, String calls)
      throws Exception {
    ScriptedSaga saga = waiting("waiting-" + action);

    check(saga, action, end, refusal, calls);
  }

  @ParameterizedTest(name = "paused: {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          skip b     | PAUSED      | | a b
          complete b | PAUSED      | | a b
          cancel     | COMPENSATED | | a b b undo b undo a
          resume     | WAITING     | | a b
          retry      |             | it is paused. Resume it |
          pause      |             | paused already          |
          resolve b  |             | it is not being undone  |
          """)
  void on_a_saga_that_is_paused(String action, SagaStatus end, String refusal, String calls)
      throws Exception {
    ScriptedSaga saga = waiting("paused-" + action);
    try (SagaEngine desk = desk(saga)) {
      act(desk, saga, "pause");
      assertStatus(saga, PAUSED);
    }

    check(saga, action, end, refusal, calls);
    if (end == PAUSED) {
      try (SagaEngine desk = desk(saga)) {
        act(desk, saga, "resume");
      }
      assertEndsAs(saga, COMPLETED);
      assertThat(saga.calls).containsExactly("a", "b", "c");
    }
  }

  @ParameterizedTest(name = "in doubt: {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          retry      | COMPLETED   | | a b b b b c
          skip b     | COMPLETED   | | a b b b c
          complete b | COMPLETED   | | a b b b c
          resolve b  | COMPENSATED | | a b b b undo a
          cancel     |             | being undone already    |
          pause      |             | nothing happens to it   |
          resume     |             | it is parked, not paused |
          """)
  void on_a_saga_that_is_parked_because_a_step_is_in_doubt(
      String action, SagaStatus end, String refusal, String calls) throws Exception {
    ScriptedSaga saga = chain("doubt-" + action);
    saga.failing("b", 3, StepFailure.transientFailure("no answer"));
    bringTo(PARKED, saga);

    check(saga, action, end, refusal, calls);
  }

  @ParameterizedTest(name = "stuck: {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          retry      | COMPENSATED | | undo b undo a
          resolve b  | COMPENSATED | | undo a
          skip b     |             | it is being undone                          |
          complete b |             | Only a step that has not succeeded          |
          cancel     |             | being undone already                        |
          pause      |             | nothing happens to it                       |
          resume     |             | it is parked, not paused                    |
          """)
  void on_a_saga_that_is_parked_because_a_compensation_gave_up(
      String action, SagaStatus end, String refusal, String calls) throws Exception {
    ScriptedSaga saga = chain("stuck-" + action);
    saga.failing("c", 1, StepFailure.permanent("no"));
    saga.failing("undo b", 1, StepFailure.permanent("cannot be undone"));
    bringTo(PARKED, saga);

    check(saga, action, end, refusal, calls == null ? null : "a b c undo b " + calls);
  }

  @ParameterizedTest(name = "after the pivot: {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          retry      | COMPLETED | | a b c c
          complete c | COMPLETED | | a b c
          skip c     |           | whoever asks for the saga's result needs |
          resolve b  |           | past its pivot           |
          cancel     |           | can no longer be         |
          pause      |           | nothing happens to it    |
          """)
  void on_a_saga_that_is_parked_after_its_pivot(
      String action, SagaStatus end, String refusal, String calls) throws Exception {
    ScriptedSaga saga =
        ScriptedSaga.named(name("pivot-" + action))
            .remote("a")
            .remote("b", "a")
            .notUndoable()
            .with(StepBuilder::pivot)
            .remote("c", "b")
            .notUndoable();
    saga.failing("c", 1, StepFailure.permanent("no such address"));
    bringTo(PARKED, saga);

    check(saga, action, end, refusal, calls);
  }

  @ParameterizedTest(name = "broken down: {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          retry      | COMPLETED   | | a b c
          cancel     | PARKED      | | ''
          skip b     | COMPLETED   | | a c
          """)
  void on_a_saga_that_is_parked_because_its_engines_died(
      String action, SagaStatus end, String refusal, String calls) throws Exception {
    ScriptedSaga saga = chain("broken-" + action);
    try (SagaEngine desk = desk(saga)) {
      submitInTransaction(desk, saga);
    }
    db.execute(
        "update saga_instance set owner = gen_random_uuid(), wake_at = null, status = 'RUNNING',"
            + " recoveries = 10 where saga_type = '%s'".formatted(saga.type.name()));
    try (SagaEngine engine = engine(saga)) {
      await().until(() -> is(saga, PARKED));
    }

    check(saga, action, end, refusal, calls);
  }

  @ParameterizedTest(name = "ended: {0}")
  @CsvSource({"retry", "skip b", "complete b", "resolve b", "cancel", "pause", "resume"})
  void on_a_saga_that_has_ended(String action) throws Exception {
    ScriptedSaga completed = chain("completed-" + action);
    bringTo(COMPLETED, completed);
    ScriptedSaga compensated = chain("compensated-" + action);
    compensated.failing("c", 1, StepFailure.permanent("no"));
    bringTo(COMPENSATED, compensated);

    check(completed, action, null, "it has ended and is COMPLETED", null);
    check(compensated, action, null, "it has ended and is COMPENSATED", null);
  }

  // ---- Sagas that an engine runs.

  @ParameterizedTest(name = "running: {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pause      | PAUSED      |                          | a b
          cancel     | COMPENSATED |                          | a b undo b undo a
          retry      |             | It goes on by itself     |
          skip b     |             | Pause it first           |
          complete b |             | Pause it first           |
          resolve b  |             | Pause it first           |
          resume     |             | not paused but RUNNING   |
          """)
  void on_a_saga_that_an_engine_runs(String action, SagaStatus end, String refusal, String calls)
      throws Exception {
    ScriptedSaga saga = chain("running-" + action);
    whileItRuns(saga, "b", RUNNING, action, end, refusal, calls);
  }

  @ParameterizedTest(name = "compensating: {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pause      | PAUSED      |                            | a b c undo b
          cancel     |             | it has failed already      |
          retry      |             | It goes on by itself       |
          skip b     |             | Pause it first             |
          resume     |             | not paused but COMPENSATING |
          """)
  void on_a_saga_that_an_engine_undoes(String action, SagaStatus end, String refusal, String calls)
      throws Exception {
    ScriptedSaga saga = chain("undoing-" + action);
    saga.failing("c", 1, StepFailure.permanent("no"));
    whileItRuns(saga, "undo b", COMPENSATING, action, end, refusal, calls);
  }

  private void whileItRuns(
      ScriptedSaga saga,
      String call,
      SagaStatus status,
      String action,
      SagaStatus end,
      String refusal,
      String calls)
      throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    saga.on(
        call,
        (step, connection) -> {
          begun.countDown();
          assertThat(go.await(60, TimeUnit.SECONDS)).isTrue();
        });
    try (SagaEngine engine = engine(saga);
        SagaEngine desk = desk(saga)) {
      engine.submit(saga.type, key, "input");
      assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
      assertStatus(saga, status);
      if (refusal != null) {
        assertRefused(desk, saga, action, refusal);
        go.countDown();
        return;
      }
      assertThat(act(desk, saga, action)).isEqualTo(OperationResult.REQUESTED);
      await().until(() -> engine.leavingSagas() == 1);
      go.countDown();
      await().until(() -> is(saga, end));
      assertThat(String.join(" ", saga.calls)).isEqualTo(calls);
      assertThat(actors(saga)).contains("ann");
      assertThat(db.number("select count(*) from saga_request")).isZero();
      if (end == PAUSED) {
        act(desk, saga, "resume");
        await().until(() -> statusOf(saga).isFinal());
      }
    }
  }

  // ---- What the tests above have in common.

  private static String name(String name) {
    return name.replace(' ', '-');
  }

  private static ScriptedSaga chain(String name) {
    return ScriptedSaga.named(name(name)).remote("a").remote("b", "a").remote("c", "b");
  }

  /** After one attempt at b without an answer. */
  private ScriptedSaga waiting(String name) throws Exception {
    ScriptedSaga saga = chain(name);
    saga.failing("b", 1, StepFailure.transientFailure("not now").retryAfter(Duration.ofHours(1)));
    bringTo(WAITING, saga);
    return saga;
  }

  private void submitInTransaction(SagaEngine engine, ScriptedSaga saga) throws SQLException {
    try (Connection connection = db.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      engine.submit(connection, saga.type, key, "input");
      connection.commit();
    }
  }

  private void bringTo(SagaStatus status, ScriptedSaga saga) throws Exception {
    try (SagaEngine engine = engine(saga)) {
      engine.submit(saga.type, key, "input");
      await().until(() -> is(saga, status));
    }
  }

  private void check(ScriptedSaga saga, String action, SagaStatus end, String refusal, String calls)
      throws Exception {
    try (SagaEngine desk = desk(saga)) {
      check(desk, saga, action, end, refusal);
    }
    if (calls != null) {
      assertThat(String.join(" ", saga.calls)).isEqualTo(calls);
    }
  }

  private void check(
      SagaEngine desk, ScriptedSaga saga, String action, SagaStatus end, String refusal)
      throws Exception {
    if (refusal != null) {
      assertRefused(desk, saga, action, refusal);
      return;
    }
    assertThat(act(desk, saga, action)).isEqualTo(OperationResult.DONE);
    assertThat(actors(saga)).contains("ann");
    assertEndsAs(saga, end);
  }

  private void assertEndsAs(ScriptedSaga saga, SagaStatus end) {
    try (SagaEngine engine = engine(saga)) {
      await().until(() -> is(saga, end) && engine.activeSagas() == 0);
    }
  }

  private void assertRefused(SagaEngine desk, ScriptedSaga saga, String action, String refusal)
      throws SQLException {
    long before = db.number("select count(*) from saga_journal");
    SagaStatus status = statusOf(saga);
    assertThatThrownBy(() -> act(desk, saga, action))
        .isInstanceOf(OperationRefusedException.class)
        .hasMessageContaining("'" + key + "' was not ")
        .hasMessageContaining(refusal)
        .hasMessageContaining("Nothing was changed.");
    assertThat(db.number("select count(*) from saga_journal")).isEqualTo(before);
    assertThat(db.number("select count(*) from saga_request")).isZero();
    assertThat(statusOf(saga)).isEqualTo(status);
  }

  private OperationResult act(SagaEngine desk, ScriptedSaga saga, String action) {
    return ACTIONS.get(action).apply(desk.operations("ann", "because").on(saga.type, key));
  }

  private SagaEngine engine(ScriptedSaga saga) {
    return SagaEngine.builder(db.dataSource())
        .pollEvery(Duration.ofMillis(20))
        .register(saga.define())
        .build();
  }

  /** Knows the saga, and never runs it. */
  private SagaEngine desk(ScriptedSaga saga) {
    SagaEngine desk = engine(saga);
    desk.caretaker().takeNoMore();
    return desk;
  }

  private static List<String> actors(ScriptedSaga saga) throws SQLException {
    return db
        .rows(
            "select j.actor from saga_journal j join saga_instance i on i.id = j.saga_id"
                + " where i.saga_type = '%s' and j.actor is not null".formatted(saga.type.name()))
        .stream()
        .map(row -> (String) row.get("actor"))
        .toList();
  }

  private static void assertStatus(ScriptedSaga saga, SagaStatus status) throws SQLException {
    assertThat(statusOf(saga)).isEqualTo(status);
  }

  private static boolean is(ScriptedSaga saga, SagaStatus status) throws SQLException {
    return statusOf(saga) == status;
  }

  private static SagaStatus statusOf(ScriptedSaga saga) throws SQLException {
    return SagaStatus.valueOf(
        (String)
            db.rows("select status from saga_instance where saga_type = '" + saga.type.name() + "'")
                .get(0)
                .get("status"));
  }

  @Test
  void an_unknown_saga_is_told_so() {
    ScriptedSaga saga = chain("unknown");
    try (SagaEngine desk = desk(saga)) {
      assertThatThrownBy(() -> act(desk, saga, "retry"))
          .isInstanceOf(OperationRefusedException.class)
          .hasMessageContaining("there is no such saga");
    }
  }
}
