package io.backstitch.runtime;

import static io.backstitch.runtime.OperatedSaga.notForAnHour;
import static io.backstitch.runtime.SagaStatus.COMPENSATED;
import static io.backstitch.runtime.SagaStatus.COMPLETED;
import static io.backstitch.runtime.SagaStatus.PARKED;
import static io.backstitch.runtime.SagaStatus.PAUSED;
import static io.backstitch.runtime.SagaStatus.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.definition.StepBuilder;
import io.backstitch.servers.Database;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever operators do to a saga, its steps and compensations keep their order, what was undone
 * stays undone, and there is a way to an end.
 */
@Timeout(60)
class OperatorsBreakNothingTest {

  @RegisterExtension static final Database db = Database.fresh();

  @BeforeAll
  static void tables() {
    SagaEngine.builder(db.dataSource()).build().close();
  }

  private static OperatedSaga operated(ScriptedSaga saga) {
    return new OperatedSaga(db, saga);
  }

  private static StepFailure silence() {
    return StepFailure.transientFailure("no answer");
  }

  /** Two branches, of which one is in doubt, so that only the other one can be undone. */
  private static ScriptedSaga doubtBeside(String name) {
    return ScriptedSaga.named(name)
        .remote("a")
        .remote("b")
        .remote("last", "a", "b")
        .failing("a", 3, silence());
  }

  // ---- Once a compensation may have been called, there is no way forward.

  @Test
  void a_step_that_is_completed_after_a_compensation_gave_up_is_undone() throws Exception {
    ScriptedSaga saga = doubtBeside("gave-up").failing("undo b", 3, silence());
    OperatedSaga parked = operated(saga).started(PARKED);
    saga.failing("a", 1, notForAnHour());

    parked.after("retry").runsTo(WAITING).after("complete a").runsTo(COMPENSATED);

    assertThat(saga.calls).contains("undo a", "undo b").doesNotContain("last");
  }

  @Test
  void a_step_that_succeeds_at_last_while_a_compensation_waits_is_undone() throws Exception {
    ScriptedSaga saga = doubtBeside("undo-waits").failing("undo b", 1, notForAnHour());
    OperatedSaga waits = operated(saga).started(WAITING);
    saga.failing("a", 1, notForAnHour());

    waits.after("retry").runsTo(WAITING).after("retry").runsTo(COMPENSATED);

    assertThat(saga.calls).contains("undo a", "undo b").doesNotContain("last");
  }

  @Test
  void a_compensation_counts_as_called_though_its_engine_died_before_it_could_say_so()
      throws Exception {
    ScriptedSaga saga = doubtBeside("undo-lost").failing("undo b", 1, notForAnHour());
    OperatedSaga lost = operated(saga).started(WAITING);
    forgetFailedUndo();
    lost.runsTo(PARKED);
    saga.failing("a", 1, notForAnHour());

    lost.after("retry").runsTo(WAITING).after("retry").runsTo(COMPENSATED);

    assertThat(saga.calls).contains("undo a", "undo b").doesNotContain("last");
  }

  /** As if engines had died in the compensation, so often that the next one parks the saga. */
  private static void forgetFailedUndo() throws SQLException {
    db.execute(
        "delete from saga_journal where kind in ('COMPENSATION_ATTEMPT_FAILED', 'HANDED_OVER')"
            + " and saga_id = (select id from saga_instance where saga_type = 'undo-lost')");
    db.execute(
        "update saga_instance set owner = gen_random_uuid(), wake_at = null, recoveries = 10,"
            + " status = 'COMPENSATING', last_seq = (select max(seq) from saga_journal"
            + " where saga_id = id) where saga_type = 'undo-lost'");
  }

  // ---- Order.

  @Test
  void a_step_is_not_skipped_before_what_comes_before_it_is_done() throws Exception {
    ScriptedSaga saga =
        ScriptedSaga.named("skipped-too-soon")
            .remote("reserve")
            .remote("check", "reserve")
            .remote("charge", "check")
            .notUndoable()
            .with(StepBuilder::pivot)
            .failing("reserve", 1, notForAnHour());

    operated(saga)
        .started(WAITING)
        .assertRefused("skip check", "what comes before check is not done");

    assertThat(saga.calls).containsExactly("reserve");
  }

  @Test
  void a_step_is_not_resolved_while_its_pivot_may_have_succeeded() throws Exception {
    ScriptedSaga saga =
        ScriptedSaga.named("resolved-too-soon")
            .remote("reserve")
            .remote("charge", "reserve")
            .notUndoable()
            .with(StepBuilder::pivot)
            .remote("ship", "charge")
            .notUndoable()
            .failing("charge", 1, silence())
            .failing("charge", 1, StepFailure.security("the token has expired"));
    OperatedSaga parked = operated(saga).started(PARKED);

    parked.assertRefused("resolve reserve", "what came after reserve is not undone");

    parked.after("retry").runsTo(COMPLETED);
    assertThat(parked.calls()).isEqualTo("reserve charge charge charge ship");
  }

  // ---- Ways out.

  @ParameterizedTest
  @ValueSource(strings = {"retry", "skip after", "complete after"})
  void a_step_in_doubt_after_the_pivot_has_a_way_out(String action) throws Exception {
    ScriptedSaga saga =
        ScriptedSaga.named("doubt-after-pivot-" + action.replace(' ', '-'))
            .remote("pivot")
            .notUndoable()
            .with(StepBuilder::pivot)
            .remote("after", "pivot")
            .notUndoable()
            .with(step -> step.noCompensation("only a mail"))
            .remote("last", "pivot")
            .notUndoable()
            .failing("after", 1, silence())
            .failing("after", 1, new NullPointerException("a bug"));

    operated(saga).started(PARKED).after(action).runsTo(COMPLETED);

    assertThat(saga.calls).contains("last").doesNotContain("undo pivot", "undo after");
  }

  @Test
  void a_saga_whose_waiting_compensation_is_resolved_is_parked_for_what_is_left() throws Exception {
    ScriptedSaga saga = doubtBeside("resolved").failing("undo b", 1, notForAnHour());
    OperatedSaga waits = operated(saga).started(WAITING).after("resolve b");

    assertThat(waits.status()).isEqualTo(PARKED);
    waits.after("resolve a").runsTo(COMPENSATED);
    assertThat(saga.calls).containsOnlyOnce("undo b").doesNotContain("undo a", "last");
  }

  @Test
  void a_paused_saga_whose_compensation_is_resolved_can_be_resumed() throws Exception {
    ScriptedSaga saga = doubtBeside("resolved-paused").failing("undo b", 1, notForAnHour());
    OperatedSaga paused = operated(saga).started(WAITING).after("pause").after("resolve b");
    assertThat(paused.status()).isEqualTo(PAUSED);

    assertThat(paused.after("resume").status()).isEqualTo(PARKED);
    paused.after("resolve a").runsTo(COMPENSATED);
  }

  // ---- Time, and text.

  @Test
  void a_resumed_saga_is_woken_by_its_timeout_though_its_step_waits_longer() throws Exception {
    ScriptedSaga saga =
        OperatedSaga.chain("resumed")
            .timeout(Duration.ofMinutes(5))
            .failing("a", 1, notForAnHour());

    operated(saga).started(WAITING).after("pause").after("resume");

    assertThat(
            db.number(
                "select count(*) from saga_instance"
                    + " where saga_type = 'resumed' and status = 'WAITING' and wake_at <= deadline"))
        .isEqualTo(1);
  }

  @Test
  void a_filter_for_keys_that_cannot_exist_is_refused() {
    assertThatThrownBy(() -> SagaFilter.all().keyPrefix("order\0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("U+0000");
  }
}
