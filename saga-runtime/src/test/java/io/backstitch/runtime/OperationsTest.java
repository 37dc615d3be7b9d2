package io.backstitch.runtime;

import static io.backstitch.runtime.OperatedSaga.chain;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each action of an operator on a saga in each status: an allowed one leads to the end that it is
 * for, a refused one says why and changes nothing.
 */
@Timeout(60)
class OperationsTest {

  @RegisterExtension static final Database db = Database.fresh();

  @BeforeAll
  static void tables() {
    SagaEngine.builder(db.dataSource()).build().close();
  }

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
    check(operated(chain("queued " + action)).queued(), action, end, refusal, null);
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
    ScriptedSaga saga = chain("waiting " + action).failing("b", 1, notForAnHour());

    check(operated(saga).started(WAITING), action, end, refusal, calls);
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
    ScriptedSaga saga = chain("paused " + action).failing("b", 1, notForAnHour());
    OperatedSaga paused = operated(saga).started(WAITING).after("pause");
    assertThat(paused.status()).isEqualTo(PAUSED);

    check(paused, action, end, refusal, calls);
    if (end == PAUSED) {
      assertThat(paused.after("resume").runsTo(COMPLETED).calls()).isEqualTo("a b c");
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
    ScriptedSaga saga = chain("doubt " + action);
    saga.failing("b", 3, StepFailure.transientFailure("no answer"));

    check(operated(saga).started(PARKED), action, end, refusal, calls);
  }

  @ParameterizedTest(name = "stuck: {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          retry      | COMPENSATED | | a b c undo b undo b undo a
          resolve b  | COMPENSATED | | a b c undo b undo a
          skip b     |             | it is being undone                          |
          complete b |             | Only a step that has not succeeded          |
          cancel     |             | being undone already                        |
          pause      |             | nothing happens to it                       |
          resume     |             | it is parked, not paused                    |
          """)
  void on_a_saga_that_is_parked_because_a_compensation_gave_up(
      String action, SagaStatus end, String refusal, String calls) throws Exception {
    ScriptedSaga saga = chain("stuck " + action);
    saga.failing("c", 1, StepFailure.permanent("no"));
    saga.failing("undo b", 1, StepFailure.permanent("cannot be undone"));

    check(operated(saga).started(PARKED), action, end, refusal, calls);
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
        ScriptedSaga.named("pivot-" + action.replace(' ', '-'))
            .remote("a")
            .remote("b", "a")
            .notUndoable()
            .with(StepBuilder::pivot)
            .remote("c", "b")
            .notUndoable();
    saga.failing("c", 1, StepFailure.permanent("no such address"));

    check(operated(saga).started(PARKED), action, end, refusal, calls);
  }

  @ParameterizedTest(name = "broken down: {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          retry      | COMPLETED   | | a b c
          cancel     | PARKED      | | ''
          skip a     | COMPLETED   | | b c
          skip b     |             | what comes before b is not done |
          """)
  void on_a_saga_that_is_parked_because_its_engines_died(
      String action, SagaStatus end, String refusal, String calls) throws Exception {
    OperatedSaga saga = operated(chain("broken " + action)).queued();
    db.execute(
        "update saga_instance set owner = gen_random_uuid(), wake_at = null, status = 'RUNNING',"
            + " recoveries = 10 where saga_type = '%s'".formatted(saga.saga.type.name()));

    check(saga.runsTo(PARKED), action, end, refusal, calls);
  }

  @ParameterizedTest(name = "ended: {0}")
  @ValueSource(
      strings = {"retry", "skip b", "complete b", "resolve b", "cancel", "pause", "resume"})
  void on_a_saga_that_has_ended(String action) throws Exception {
    ScriptedSaga failed =
        chain("compensated " + action).failing("c", 1, StepFailure.permanent("no"));

    operated(chain("completed " + action))
        .started(COMPLETED)
        .assertRefused(action, "it has ended and is COMPLETED");
    operated(failed).started(COMPENSATED).assertRefused(action, "it has ended and is COMPENSATED");
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
    whileItRuns(operated(chain("running " + action)), "b", action, end, refusal, calls);
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
    ScriptedSaga saga = chain("undoing " + action).failing("c", 1, StepFailure.permanent("no"));
    whileItRuns(operated(saga), "undo b", action, end, refusal, calls);
  }

  private static void whileItRuns(
      OperatedSaga saga, String call, String action, SagaStatus end, String refusal, String calls)
      throws Exception {
    if (refusal != null) {
      saga.refusedAt(call, action, refusal);
      return;
    }
    assertThat(saga.interruptedAt(call, action, end).calls()).isEqualTo(calls);
    assertThat(saga.actors()).containsExactly("ann");
  }

  private static void check(
      OperatedSaga saga, String action, SagaStatus end, String refusal, String calls)
      throws Exception {
    if (refusal != null) {
      saga.assertRefused(action, refusal);
      return;
    }
    saga.after(action).runsTo(end);
    assertThat(saga.actors()).contains("ann");
    if (calls != null) {
      assertThat(saga.calls()).isEqualTo(calls);
    }
  }

  private static OperatedSaga operated(ScriptedSaga saga) {
    return new OperatedSaga(db, saga);
  }

  @Test
  void an_unknown_saga_is_told_so() {
    OperatedSaga saga = operated(chain("unknown"));
    try (SagaEngine desk = saga.desk()) {
      assertThatThrownBy(() -> saga.act(desk, "retry"))
          .isInstanceOf(OperationRefusedException.class)
          .hasMessageContaining("there is no such saga");
    }
  }
}
