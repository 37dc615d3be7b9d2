package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.servers.Database;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Looks at the tables alone, when all sagas have ended: whether the journal of each is one that its
 * graph allows, and whether the outbox has the events of its records, in their order.
 */
final class JournalAudit {

  private record Row(int seq, Timestamp at, String kind, String status, String step) {

    boolean isRecordOf(String call) {
      return call.equals(call());
    }

    /** The call that this row says has succeeded, or null. */
    String call() {
      return switch (kind) {
        case "STEP_SUCCEEDED" -> step;
        case "STEP_COMPENSATED" -> "undo " + step;
        default -> null;
      };
    }

    /** The call that has, or may have, taken effect by this row, or null. */
    String effect() {
      return kind.equals("STEP_IN_DOUBT") ? step : call();
    }
  }

  private final StepOrder graph;
  private final Map<String, Object> head;
  private final List<Row> journal;
  private final List<String> events;

  private JournalAudit(
      StepOrder graph, Map<String, Object> head, List<Row> journal, List<String> events) {
    this.graph = graph;
    this.head = head;
    this.journal = journal;
    this.events = events;
  }

  /** Checks all sagas of a database. */
  static void check(Database db, Map<String, StepOrder> graphs) throws SQLException {
    Map<UUID, List<Row>> journals = new HashMap<>();
    db.rows("select * from saga_journal order by saga_id, seq")
        .forEach(row -> of(journals, row).add(row(row)));
    Map<UUID, List<String>> events = new HashMap<>();
    db.rows(
            "select i.id saga_id, convert_from(o.payload, 'UTF8')::jsonb ->> 'call' call"
                + " from saga_outbox o left join saga_instance i on i.saga_key = o.key order by o.id")
        .forEach(row -> of(events, row).add((String) row.get("call")));
    for (Map<String, Object> head :
        db.rows("select *, result #>> '{}' output from saga_instance")) {
      UUID id = (UUID) head.get("id");
      StepOrder graph = graphs.get((String) head.get("saga_type"));
      List<String> published = events.getOrDefault(id, List.of());
      events.remove(id);
      new JournalAudit(graph, head, journals.remove(id), published).check();
    }
    assertThat(journals).as("journals without a saga").isEmpty();
    assertThat(events).as("events without a saga").isEmpty();
  }

  private static <T> List<T> of(Map<UUID, List<T>> lists, Map<String, Object> row) {
    return lists.computeIfAbsent((UUID) row.get("saga_id"), id -> new ArrayList<>());
  }

  private static Row row(Map<String, Object> row) {
    return new Row(
        (Integer) row.get("seq"),
        (Timestamp) row.get("at"),
        (String) row.get("kind"),
        (String) row.get("status"),
        (String) row.get("step"));
  }

  private void check() {
    headIsTheEndOfTheJournal();
    numbersHaveNoHoles();
    timesNeverDecrease();
    nothingIsRecordedTwice();
    stepsFollowThoseBeforeThem();
    compensationsFollowThoseOfWhatCameAfter();
    allThatHadToBeDoneIsDone();
    eventsAreThoseOfTheRecordsInTheirOrder();
  }

  /** Only asked for when something is wrong. */
  private Supplier<String> says(String rule) {
    return () ->
        "saga %s: %s%n%s"
            .formatted(
                head.get("saga_key"),
                rule,
                String.join("\n", journal.stream().map(Row::toString).toList()));
  }

  private void headIsTheEndOfTheJournal() {
    Row last = journal.get(journal.size() - 1);
    assertThat(last.status()).as(says("status")).isEqualTo(head.get("status"));
    assertThat(last.seq()).as(says("last number")).isEqualTo(head.get("last_seq"));
    assertThat(last.at()).as(says("time")).isEqualTo(head.get("updated_at"));
  }

  private void numbersHaveNoHoles() {
    assertThat(journal)
        .as(says("numbers"))
        .extracting(Row::seq)
        .isEqualTo(IntStream.rangeClosed(1, journal.size()).boxed().toList());
  }

  private void timesNeverDecrease() {
    assertThat(journal).as(says("times")).extracting(Row::at).isSorted();
  }

  private void nothingIsRecordedTwice() {
    assertThat(records()).as(says("records")).doesNotHaveDuplicates();
  }

  private void stepsFollowThoseBeforeThem() {
    for (String step : graph.steps()) {
      if (isRecorded(step)) {
        for (String before : graph.before(step)) {
          assertThat(records()).as(says("order")).containsSubsequence(before, step);
        }
      }
    }
  }

  private void compensationsFollowThoseOfWhatCameAfter() {
    for (String step : graph.steps()) {
      if (isRecorded("undo " + step)) {
        assertThat(effects()).as(says("order")).containsSubsequence(step, "undo " + step);
        for (String after : graph.after(step)) {
          if (effects().contains(after)) {
            assertThat(effects())
                .as(says("order of compensations"))
                .containsSubsequence("undo " + after, "undo " + step);
          }
        }
      }
    }
  }

  private void allThatHadToBeDoneIsDone() {
    if (head.get("status").equals("COMPLETED")) {
      assertThat(records()).as(says("steps")).containsExactlyInAnyOrderElementsOf(graph.steps());
      assertThat(head.get("output")).as(says("result")).isEqualTo(graph.last());
    } else {
      assertThat(head.get("status")).as(says("end")).isEqualTo("COMPENSATED");
      assertThat(graph.steps())
          .as(says("compensations"))
          .allMatch(step -> effects().contains(step) == isRecorded("undo " + step));
    }
  }

  private void eventsAreThoseOfTheRecordsInTheirOrder() {
    assertThat(events).as(says("events")).isEqualTo(records());
  }

  private List<String> records() {
    return journal.stream().map(Row::call).filter(call -> call != null).toList();
  }

  private List<String> effects() {
    return journal.stream().map(Row::effect).filter(call -> call != null).toList();
  }

  private boolean isRecorded(String call) {
    return journal.stream().anyMatch(row -> row.isRecordOf(call));
  }
}
