package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.definition.SagaType;
import io.backstitch.outbox.Outbox;
import io.backstitch.outbox.OutboxMessage;
import io.backstitch.outbox.TimeOrderedId;
import io.backstitch.outbox.migration.Migrations;
import io.backstitch.outbox.migration.SchemaTables;
import io.backstitch.servers.Database;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One row has other parameters than many: what is written must not depend on it. */
class BatchStatementTest {

  private static final List<String> TEXTS =
      List.of(
          "plain",
          "",
          "NULL",
          "null",
          "it's \"quoted\"",
          "{curly, braces}",
          "back\\slash \\\\ \\n",
          "line\nbreak\ttab",
          "äöü 漢字 😀",
          "$1 ? :name %s",
          " blanks ");

  @RegisterExtension static final Database db = Database.fresh();

  private static final UUID ENGINE = UUID.randomUUID();
  private static final SagaType<String, String> TYPE =
      SagaType.of("values", 1, String.class, String.class);

  private static BatchStatement statement;

  @BeforeAll
  static void tables() {
    SchemaTables tables = SchemaTables.ready(Migrations.in(db.dataSource(), null, "runtime"), true);
    statement = new BatchStatement(tables, Outbox.on(db.dataSource()).statement());
  }

  private static String json(String text) {
    return new JacksonCodec().encode(text, String.class);
  }

  private static SagaStart start(String name, int i) {
    String input = json(TEXTS.get(i));
    NewSaga saga = new NewSaga(TimeOrderedId.next(), TYPE, name + i + TEXTS.get(i), input);
    return new SagaStart(
        saga, ENGINE, i % 2 == 0 ? ENGINE : null, i % 3 == 0 ? Duration.ofDays(i + 1) : null);
  }

  private static ProgressRecord progress(SagaStart start, int i) {
    String text = TEXTS.get(i);
    SagaFact fact =
        i % 3 == 0
            ? new SagaFact(
                FactKind.ATTEMPT_FAILED,
                text,
                i,
                null,
                FailureKind.TRANSIENT,
                text,
                Duration.ofDays(i + 1),
                Set.of())
            : new SagaFact(
                FactKind.SAGA_TIMED_OUT,
                null,
                0,
                json(text),
                FailureKind.SECURITY,
                text,
                null,
                new LinkedHashSet<>(List.of("a", "b " + text)));
    SagaProgress progress =
        new SagaProgress(
            new Ownership(start.saga().id(), ENGINE, 1),
            2,
            fact,
            SagaStatus.RUNNING,
            i % 2 == 0 ? SagaStatus.PARKED : SagaStatus.COMPENSATING,
            null,
            i % 2 == 0 ? text : null,
            i % 4 == 0 ? json(text) : null);
    return new ProgressRecord(progress, i == 0 ? List.of() : List.of(event(text)));
  }

  private static OutboxMessage event(String text) {
    return OutboxMessage.to("letters")
        .key("key " + text)
        .type("letter")
        .header("a " + text, text)
        .payload(text.getBytes(StandardCharsets.UTF_8))
        .build();
  }

  private static List<SagaStart> starts(String name) {
    List<SagaStart> starts = new ArrayList<>();
    for (int i = 0; i < TEXTS.size(); i++) {
      starts.add(start(name, i));
    }
    return starts;
  }

  private static List<ProgressRecord> records(List<SagaStart> starts) {
    List<ProgressRecord> records = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      if (starts.get(i).owner() != null) {
        records.add(progress(starts.get(i), i));
      }
    }
    return records;
  }

  private static List<Map<String, Object>> written(String name) throws SQLException {
    return db.rows(
        """
        select substr(i.saga_key, length('%s') + 1) as key, i.saga_type, i.status, i.input::text,
          i.result::text, i.parked_reason, i.owner, i.epoch, i.last_seq, i.recoveries,
          i.wake_at is null as no_wake, i.deadline - i.created_at as deadline,
          i.finished_at is null as unfinished, j.seq, j.kind, j.status as status_then, j.step,
          j.attempt, j.payload::text, j.steps::text, j.failure, j.message, j.wake_at - j.at as wait,
          j.engine, j.epoch as epoch_then
        from saga_instance i join saga_journal j on j.saga_id = i.id
        where saga_key like '%s%%' order by i.saga_key, j.seq
        """
            .formatted(name, name));
  }

  private static List<Map<String, Object>> sent() throws SQLException {
    return db.rows(
        "select lane, destination, key, type, headers::text, encode(payload, 'hex') from saga_outbox order by id");
  }

  @Test
  void what_is_written_with_others_is_what_is_written_alone() throws SQLException {
    List<SagaStart> alone = starts("alone ");
    List<SagaStart> together = starts("together ");
    try (Connection connection = db.dataSource().getConnection()) {
      for (SagaStart start : alone) {
        assertThat(statement.writeTogether(connection, WriteBatch.of(start)))
            .containsExactly(start.saga().id());
      }
      for (ProgressRecord progress : records(alone)) {
        assertThat(statement.record(connection, progress)).isTrue();
      }
      List<Map<String, Object>> sentAlone = sent();
      db.execute("truncate saga_outbox");

      assertThat(statement.writeTogether(connection, new WriteBatch(together, List.of())))
          .hasSize(TEXTS.size());
      assertThat(statement.writeTogether(connection, new WriteBatch(List.of(), records(together))))
          .isEmpty();

      assertThat(written("together ")).isEqualTo(written("alone ")).hasSizeGreaterThan(15);
      assertThat(sent()).isEqualTo(sentAlone).hasSizeGreaterThan(4);
    }
  }

  @Test
  void a_batch_with_one_saga_that_is_not_ours_writes_nothing() throws SQLException {
    List<SagaStart> starts = starts("fenced ");
    List<ProgressRecord> records = records(starts);
    try (Connection connection = db.dataSource().getConnection()) {
      statement.writeTogether(connection, new WriteBatch(starts, List.of()));
      db.execute(
          "update saga_instance set epoch = 2 where id = '" + starts.get(4).saga().id() + "'");
      List<Map<String, Object>> before = written("fenced ");
      List<Map<String, Object>> sentBefore = sent();

      assertThat(refusal(connection, new WriteBatch(List.of(), records))).isEqualTo("23502");

      assertThat(written("fenced ")).isEqualTo(before);
      assertThat(sent()).isEqualTo(sentBefore);
      assertThat(statement.record(connection, records.get(2))).isFalse();
      assertThat(statement.record(connection, records.get(1))).isTrue();
    }
  }

  private static String refusal(Connection connection, WriteBatch batch) {
    try {
      statement.writeTogether(connection, batch);
      return "none";
    } catch (SQLException e) {
      return e.getSQLState();
    }
  }

  @Test
  void a_transaction_whose_saga_is_not_ours_any_more_commits_nothing() throws SQLException {
    SagaStart start = starts("overtaken ").get(0);
    db.execute("create table effect (name text)");
    try (Connection connection = db.dataSource().getConnection()) {
      statement.writeTogether(connection, WriteBatch.of(start));
      db.execute("update saga_instance set epoch = 2 where id = '" + start.saga().id() + "'");
      connection.setAutoCommit(false);
      connection.createStatement().execute("insert into effect values ('of the step')");

      assertThat(statement.record(connection, progress(start, 0))).isFalse();
      connection.rollback();
    }
    assertThat(db.number("select count(*) from effect")).isZero();
  }
}
