package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.servers.Database;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks at a {@link CallTable} when all sagas have ended: whether each call was due by what the
 * journal said when it began, and whether none was made again without need.
 */
final class CallAudit {

  private record Call(String saga, String call, int attempt, List<String> saw) {

    boolean isUndo() {
      return call.startsWith("undo ");
    }

    String step() {
      return isUndo() ? call.substring("undo ".length()) : call;
    }

    int sawTimes(String fact) {
      return Collections.frequency(saw, fact);
    }

    boolean saw(String kind, String step) {
      return saw.contains(kind + " " + step);
    }

    /** Whether a step had taken effect, or perhaps had. */
    boolean sawEffect(String step) {
      return saw("STEP_SUCCEEDED", step) || saw("STEP_IN_DOUBT", step);
    }

    boolean sawFailure() {
      return saw.stream()
          .anyMatch(fact -> fact.startsWith("STEP_FAILED") || fact.startsWith("STEP_IN_DOUBT"));
    }
  }

  private CallAudit() {}

  /** Checks all calls; the sagas have this graph. */
  static void check(Database db, StepOrder graph) throws SQLException {
    List<Call> calls = calls(db);
    for (Call call : calls) {
      if (call.isUndo()) {
        undoWasDue(call, graph);
      } else {
        stepWasDue(call, graph);
      }
    }
    onlyATakeOverRepeats(calls);
    whatIsRecordedWasCalled(db);
  }

  private static void stepWasDue(Call call, StepOrder graph) {
    String step = call.step();
    assertThat(graph.before(step))
        .as("recorded when it began: %s", call)
        .allMatch(before -> call.saw("STEP_SUCCEEDED", before));
    assertThat(call.saw("STEP_SUCCEEDED", step)).as("called after its record: %s", call).isFalse();
    assertThat(call.sawTimes("ATTEMPT_FAILED " + step))
        .as("recorded attempts: %s", call)
        .isEqualTo(call.attempt() - 1);
    assertThat(call.sawFailure()).as("called when all was being undone: %s", call).isFalse();
  }

  private static void undoWasDue(Call call, StepOrder graph) {
    String step = call.step();
    assertThat(call.sawEffect(step)).as("undone without need: %s", call).isTrue();
    assertThat(call.saw("STEP_COMPENSATED", step))
        .as("called after its record: %s", call)
        .isFalse();
    assertThat(call.sawTimes("COMPENSATION_ATTEMPT_FAILED " + step))
        .as("recorded attempts: %s", call)
        .isEqualTo(call.attempt() - 1);
    assertThat(graph.after(step))
        .as("undone when it began: %s", call)
        .allMatch(after -> call.sawEffect(after) == call.saw("STEP_COMPENSATED", after));
    assertThat(call.sawFailure()).as("why it was undone: %s", call).isTrue();
  }

  private static void onlyATakeOverRepeats(List<Call> calls) {
    Map<List<Object>, Integer> takeOvers = new HashMap<>();
    for (Call call : calls) {
      int now = call.sawTimes("TAKEN_OVER");
      Integer before = takeOvers.put(List.of(call.saga(), call.call(), call.attempt()), now);
      if (before != null) {
        assertThat(now).as("take-overs before it was called again: %s", call).isGreaterThan(before);
      }
    }
  }

  private static void whatIsRecordedWasCalled(Database db) throws SQLException {
    assertThat(
            db.rows(
                """
                select * from saga_journal j
                where kind in ('STEP_SUCCEEDED', 'STEP_COMPENSATED') and not exists (
                  select from call c where c.saga_id = j.saga_id and c.attempt = j.attempt
                  and c.call = case kind when 'STEP_COMPENSATED' then 'undo ' else '' end || j.step)
                """))
        .as("recorded, but never called")
        .isEmpty();
  }

  private static List<Call> calls(Database db) throws SQLException {
    try (Connection connection = db.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select * from call order by place")) {
      List<Call> calls = new ArrayList<>();
      while (row.next()) {
        Array saw = row.getArray("saw");
        calls.add(
            new Call(
                row.getString("saga_id"),
                row.getString("call"),
                row.getInt("attempt"),
                List.of((String[]) saw.getArray())));
      }
      return calls;
    }
  }
}
