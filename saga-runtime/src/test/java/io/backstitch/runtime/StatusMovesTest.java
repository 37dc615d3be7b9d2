package io.backstitch.runtime;

import static io.backstitch.runtime.OperatedSaga.chain;
import static io.backstitch.runtime.OperatedSaga.notForAnHour;
import static io.backstitch.runtime.SagaStatus.COMPENSATED;
import static io.backstitch.runtime.SagaStatus.COMPLETED;
import static io.backstitch.runtime.SagaStatus.PARKED;
import static io.backstitch.runtime.SagaStatus.PAUSED;
import static io.backstitch.runtime.SagaStatus.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.definition.StepBuilder;
import io.backstitch.servers.Database;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The one table of moves, the constraint that repeats it, and sagas that take each of them. */
@Timeout(120)
class StatusMovesTest {

  @RegisterExtension static final Database db = Database.fresh();

  private static StepFailure no() {
    return StepFailure.permanent("no");
  }

  private static StepFailure silence() {
    return StepFailure.transientFailure("no answer");
  }

  private static void tables() {
    SagaEngine.builder(db.dataSource()).build().close();
  }

  private static OperatedSaga operated(ScriptedSaga saga) {
    return new OperatedSaga(db, saga);
  }

  @Test
  void the_database_allows_exactly_the_moves_of_the_table() throws SQLException {
    tables();
    List<String> allowed = new ArrayList<>();
    for (SagaStatus from : SagaStatus.values()) {
      for (SagaStatus to : SagaStatus.values()) {
        String row =
            "insert into saga_journal (saga_id, seq, at, kind, status_before, status, engine, epoch)"
                + " values ('%s', 1, now(), 'STEP_SUCCEEDED', '%s', '%s', gen_random_uuid(), 1)";
        if (isTaken(row.formatted(UUID.randomUUID(), from, to))) {
          allowed.add(from + ">" + to);
        }
      }
    }
    db.execute("delete from saga_journal");

    assertThat(allowed)
        .containsExactlyInAnyOrderElementsOf(
            StatusMove.ALL.stream().map(StatusMove::pair).toList());
  }

  private static boolean isTaken(String insert) throws SQLException {
    try {
      db.execute(insert);
      return true;
    } catch (SQLException e) {
      assertThat(e.getMessage()).contains("allowed_move");
      return false;
    }
  }

  @Test
  void each_move_of_the_table_is_taken_by_a_saga_and_no_other() throws Exception {
    tables();
    forward();
    waiting();
    undoing();
    paused();
    parked();

    List<String> taken =
        db
            .rows(
                "select distinct status_before || '>' || status as move from saga_journal"
                    + " where status_before is not null")
            .stream()
            .map(row -> (String) row.get("move"))
            .toList();
    assertThat(taken)
        .containsExactlyInAnyOrderElementsOf(
            StatusMove.ALL.stream().map(StatusMove::pair).toList());
  }

  private static void forward() throws Exception {
    operated(chain("queued")).queued().runsTo(COMPLETED);
    operated(chain("queued and paused")).queued().after("pause").after("resume").runsTo(COMPLETED);
    operated(chain("queued and cancelled")).queued().after("cancel").runsTo(COMPENSATED);
    operated(chain("nothing to undo").failing("a", 1, no())).started(COMPENSATED);
    operated(chain("running and paused")).interruptedAt("a", "pause", PAUSED);
  }

  private static void waiting() {
    operated(chain("retried").failing("b", 1, notForAnHour()))
        .started(WAITING)
        .after("retry")
        .runsTo(COMPLETED);
    operated(chain("last").failing("c", 1, notForAnHour()))
        .started(WAITING)
        .after("complete c")
        .runsTo(COMPLETED);
    ScriptedSaga two =
        ScriptedSaga.named("two-branches").remote("a").remote("b").remote("c", "a", "b");
    operated(two.failing("a", 1, notForAnHour()).failing("b", 1, notForAnHour()))
        .started(WAITING)
        .after("skip b")
        .after("pause")
        .after("resume")
        .runsTo(WAITING);
    ScriptedSaga doubtful =
        ScriptedSaga.named("doubtful-beside").remote("a").remote("b").remote("c", "a", "b");
    operated(doubtful.failing("a", 3, silence()).failing("undo b", 1, notForAnHour()))
        .started(WAITING)
        .after("resolve b")
        .runsTo(PARKED);
    ScriptedSaga nothingDone = ScriptedSaga.named("nothing-done").transactional("a");
    operated(nothingDone.failing("a", 1, notForAnHour()))
        .started(WAITING)
        .after("cancel")
        .runsTo(COMPENSATED);
  }

  private static void undoing() throws Exception {
    operated(chain("undone later").failing("c", 1, no()).failing("undo b", 1, notForAnHour()))
        .started(WAITING)
        .after("retry")
        .runsTo(COMPENSATED);
    operated(chain("undoing and paused").failing("c", 1, no()))
        .interruptedAt("undo b", "pause", PAUSED)
        .after("resume")
        .runsTo(COMPENSATED);
    operated(chain("stuck").failing("c", 1, no()).failing("undo b", 1, no()))
        .started(PARKED)
        .after("retry")
        .runsTo(COMPENSATED);
  }

  private static void paused() throws Exception {
    operated(chain("held").failing("c", 1, notForAnHour()))
        .started(WAITING)
        .after("pause")
        .after("complete c")
        .after("resume")
        .runsTo(COMPLETED);
    ScriptedSaga doubtful =
        ScriptedSaga.named("held-beside").remote("a").remote("b").remote("c", "a", "b");
    operated(doubtful.failing("a", 3, silence()).failing("undo b", 1, notForAnHour()))
        .started(WAITING)
        .after("pause")
        .after("resolve b")
        .after("resume")
        .runsTo(PARKED);
    operated(chain("held and cancelled"))
        .queued()
        .after("pause")
        .after("cancel")
        .runsTo(COMPENSATED);
  }

  private static void parked() {
    operated(chain("doubtful").failing("b", 3, silence()))
        .started(PARKED)
        .after("retry")
        .runsTo(COMPLETED);
    operated(ScriptedSaga.named("one").remote("a").remote("b", "a").failing("a", 3, silence()))
        .started(PARKED)
        .after("resolve a")
        .runsTo(COMPENSATED);
    ScriptedSaga pivot =
        ScriptedSaga.named("after-the-pivot")
            .remote("a")
            .notUndoable()
            .with(StepBuilder::pivot)
            .remote("b", "a")
            .notUndoable();
    operated(pivot.failing("b", 1, no())).started(PARKED).after("complete b").runsTo(COMPLETED);
    ScriptedSaga two =
        ScriptedSaga.named("two-doubts").remote("a").remote("b").remote("c", "a", "b");
    operated(two.failing("a", 3, silence()).failing("b", 3, silence()))
        .started(PARKED)
        .after("resolve a")
        .runsTo(PARKED);
  }
}
