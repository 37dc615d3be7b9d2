package io.backstitch.runtime;

import static io.backstitch.runtime.OperatedSaga.KEY;
import static io.backstitch.runtime.OperatedSaga.chain;
import static io.backstitch.runtime.OperatedSaga.notForAnHour;
import static io.backstitch.runtime.SagaStatus.COMPENSATED;
import static io.backstitch.runtime.SagaStatus.COMPLETED;
import static io.backstitch.runtime.SagaStatus.PARKED;
import static io.backstitch.runtime.SagaStatus.PAUSED;
import static io.backstitch.runtime.SagaStatus.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.backstitch.servers.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators beside each other, beside engines, and with many sagas. */
@Timeout(60)
class OperatorsTest {

  @RegisterExtension static final Database db = Database.fresh();

  private static StepFailure no() {
    return StepFailure.permanent("no");
  }

  private static StepFailure silence() {
    return StepFailure.transientFailure("no answer");
  }

  @BeforeAll
  static void tables() {
    SagaEngine.builder(db.dataSource()).build().close();
  }

  private static OperatedSaga operated(ScriptedSaga saga) {
    return new OperatedSaga(db, saga);
  }

  @Test
  void acts_on_all_that_match_and_on_no_other() throws Exception {
    ScriptedSaga saga = chain("many");
    saga.failing("b", 9, silence());
    ScriptedSaga other = chain("another");
    other.failing("b", 3, silence());
    operated(other).started(PARKED);
    try (SagaEngine engine = operated(saga).engine()) {
      for (int i = 0; i < 3; i++) {
        engine.execute(saga.type, "key-" + i, "input");
      }
      engine.execute(saga.type, "well", "input");
      SagaFilter which = SagaFilter.status(PARKED).type("many").failingStep("b");

      BulkResult none = engine.operations("ann", "why").retry(which.failingStep("c"));
      BulkResult result = engine.operations("ann", "it answers again").retry(which);

      assertThat(none).isEqualTo(new BulkResult(0, 0, List.of()));
      assertThat(result).isEqualTo(new BulkResult(3, 0, List.of()));
      await().until(() -> count("many", COMPLETED) == 4);
    }
    assertThat(count("another", PARKED)).isEqualTo(1);
  }

  @Test
  void says_of_each_that_it_refuses_why() throws Exception {
    ScriptedSaga saga = chain("refused");
    operated(saga).started(COMPLETED);
    try (SagaEngine desk = operated(saga).desk()) {
      BulkResult result =
          desk.operations("ann", "why").cancel(SagaFilter.all().type("refused").keyPrefix("order"));

      assertThat(result.done()).isZero();
      assertThat(result.refused())
          .singleElement()
          .satisfies(refusal -> assertThat(refusal.reason()).contains("it has ended"));
    }
  }

  @Test
  void two_operators_at_once_come_one_after_the_other() throws Exception {
    ScriptedSaga saga = chain("contested");
    int sagas = 20;
    saga.failing("b", 3 * sagas, silence());
    try (SagaEngine engine = operated(saga).engine();
        SagaEngine desk = operated(saga).desk()) {
      IntStream.range(0, sagas).forEach(i -> engine.execute(saga.type, "key-" + i, "input"));
      for (int i = 0; i < sagas; i++) {
        String key = "key-" + i;
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<Boolean> ann =
            atOnce(go, () -> desk.operations("ann", "why").on(saga.type, key).resolve("b"));
        CompletableFuture<Boolean> ben =
            atOnce(go, () -> engine.operations("ben", "why").on(saga.type, key).complete("b", "b"));
        go.countDown();

        assertThat(ann.join()).as("one of them comes too late").isNotEqualTo(ben.join());
      }
      await().until(() -> count("contested", COMPLETED) + count("contested", COMPENSATED) == sagas);
    }
    assertThat(
            db.number(
                "select count(*) from saga_instance i where saga_type = 'contested' and last_seq <>"
                    + " (select count(*) from saga_journal where saga_id = i.id)"))
        .isZero();
    assertThat(db.number(byHand("contested", "STEP_COMPLETED")))
        .isEqualTo(count("contested", COMPLETED));
    assertThat(db.number(byHand("contested", "STEP_RESOLVED")))
        .isEqualTo(count("contested", COMPENSATED));
  }

  private static String byHand(String type, String kind) {
    return "select count(*) from saga_journal j join saga_instance i on i.id = j.saga_id"
        + " where saga_type = '%s' and kind = '%s'".formatted(type, kind);
  }

  private static CompletableFuture<Boolean> atOnce(
      CountDownLatch go, java.util.function.Supplier<OperationResult> action) {
    return Background.call(
        () -> {
          go.await();
          try {
            return action.get() == OperationResult.DONE;
          } catch (OperationRefusedException e) {
            return false;
          }
        });
  }

  @Test
  void the_time_for_which_a_saga_was_held_does_not_count_for_its_timeout() throws Exception {
    ScriptedSaga saga = chain("held").timeout(Duration.ofMinutes(10));
    saga.failing("b", 1, notForAnHour());
    OperatedSaga held = operated(saga).started(WAITING).after("pause");
    db.execute(
        "update saga_instance set deadline = deadline - interval '1 day',"
            + " updated_at = updated_at - interval '1 day' where saga_type = 'held'");

    held.after("complete b").after("resume").runsTo(COMPLETED);
  }

  @Test
  void a_failure_that_an_operator_has_dealt_with_is_not_why_the_saga_was_undone() throws Exception {
    ScriptedSaga saga = chain("later");
    saga.failing("b", 3, silence()).failing("c", 1, no());
    operated(saga).started(PARKED).after("retry").runsTo(COMPENSATED);
    try (SagaEngine engine = operated(saga).desk()) {
      assertThat(engine.execute(saga.type, KEY, "input"))
          .isEqualTo(
              new SagaOutcome.Compensated<String>(
                  new SagaFailure("c", FailureKind.PERMANENT, "no")));
    }
  }

  @Test
  void a_cancelled_saga_says_who_cancelled_it_and_why() throws Exception {
    ScriptedSaga saga = chain("withdrawn");
    operated(saga).queued().after("cancel").runsTo(COMPENSATED);
    try (SagaEngine engine = operated(saga).desk()) {
      assertThat(engine.execute(saga.type, KEY, "input"))
          .isEqualTo(
              new SagaOutcome.Compensated<String>(
                  new SagaFailure(null, FailureKind.PERMANENT, "cancelled by ann: because")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pause", "cancel"})
  void what_is_wanted_of_a_saga_whose_engine_dies_is_done_by_the_next_one(String action)
      throws Exception {
    ScriptedSaga saga = chain("orphan-" + action);
    saga.failing("b", 1, notForAnHour());
    OperatedSaga orphan = operated(saga).started(WAITING);
    db.execute(
        "update saga_instance set owner = gen_random_uuid(), wake_at = null, status = 'RUNNING'"
            + " where saga_type = '%s'".formatted(saga.type.name()));
    try (SagaEngine desk = orphan.desk()) {
      assertThat(orphan.act(desk, action)).isEqualTo(OperationResult.REQUESTED);
    }

    try (SagaEngine heir = orphan.engine()) {
      heir.caretaker().takeOver();
      await().until(() -> orphan.is(action.equals("pause") ? PAUSED : COMPENSATED));
    }
  }

  @Test
  void what_was_wanted_while_a_saga_ran_is_done_though_it_waits_by_now() throws Exception {
    ScriptedSaga saga = chain("waits-by-now");
    saga.failing("b", 1, notForAnHour());
    OperatedSaga waits = operated(saga).started(WAITING);
    db.execute(
        "insert into saga_request (saga_id, kind, actor, reason)"
            + " select id, 'PAUSE', 'ann', 'because' from saga_instance"
            + " where saga_type = 'waits-by-now'");

    waits.runsTo(PAUSED);

    assertThat(db.number("select count(*) from saga_request")).isZero();
  }

  @Test
  void what_was_wanted_too_late_is_dropped() throws Exception {
    ScriptedSaga saga = chain("too-late");
    OperatedSaga ended = operated(saga).started(COMPLETED);
    db.execute(
        "insert into saga_request (saga_id, kind, actor, reason)"
            + " select id, 'CANCEL', 'ann', 'because' from saga_instance"
            + " where saga_type = 'too-late'");
    try (SagaEngine engine = ended.engine()) {
      await().until(() -> db.number("select count(*) from saga_request") == 0);
      assertThat(engine.activeSagas()).isZero();
    }
    assertThat(ended.status()).isEqualTo(COMPLETED);
  }

  @Test
  void a_result_that_the_step_could_not_have_is_refused() throws Exception {
    ScriptedSaga saga = chain("odd-result");
    saga.failing("b", 3, silence());
    operated(saga).started(PARKED);
    try (SagaEngine desk = operated(saga).desk()) {
      var b = desk.operations("ann", "why").on(saga.type, KEY);

      assertThatThrownBy(() -> b.complete("b", 7))
          .isInstanceOf(OperationRefusedException.class)
          .hasMessageContaining("b returns a")
          .hasMessageContaining("java.lang.Integer");
      assertThatThrownBy(() -> b.complete("b", null))
          .isInstanceOf(OperationRefusedException.class)
          .hasMessageContaining("was given null");
      assertThatThrownBy(() -> b.complete("b", "a \0 in it"))
          .isInstanceOf(OperationRefusedException.class)
          .hasMessageContaining("U+0000");
      assertThatThrownBy(() -> b.complete("no-such-step", "x"))
          .isInstanceOf(OperationRefusedException.class)
          .hasMessageContaining("Its steps are [a, b, c]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a \0 in it", "half a \ud83d"})
  void whoever_does_not_say_who_they_are_or_why_is_refused(String text) {
    try (SagaEngine desk = operated(chain("anonymous")).desk()) {
      assertThatThrownBy(() -> desk.operations(text, "why"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("the actor");
      assertThatThrownBy(() -> desk.operations("ann", text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("the reason");
    }
  }

  private static long count(String type, SagaStatus status) throws SQLException {
    return db.number(
        "select count(*) from saga_instance where saga_type = '%s' and status = '%s'"
            .formatted(type, status));
  }
}
