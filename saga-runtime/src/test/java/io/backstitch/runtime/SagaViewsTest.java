package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.backstitch.definition.SagaDefinition;
import io.backstitch.servers.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the views of the database say of all sagas. */
@Timeout(60)
class SagaViewsTest {

  @RegisterExtension static final Database db = Database.fresh();

  private static final ScriptedSaga DIAMOND =
      ScriptedSaga.named("diamond")
          .remote("a")
          .transactional("b", "a")
          .with(step -> step.pivot())
          .notUndoable()
          .remote("c", "b")
          .notUndoable()
          .remote("d", "b")
          .notUndoable()
          .remote("e", "c", "d")
          .notUndoable();

  @BeforeEach
  void empty() throws SQLException {
    SagaEngine.builder(db.dataSource()).build().close();
    db.execute("truncate saga_instance, saga_journal, saga_engine, saga_graph");
  }

  /** An engine that does nothing but live. */
  private static void engine(String name, String heartbeat, String knows) throws SQLException {
    db.execute(
        """
        insert into saga_engine (id, name, started_at, heartbeat_at, lease, knows)
        values (gen_random_uuid(), '%s', now(), %s, '1 minute', %s)
        """
            .formatted(name, heartbeat, knows));
  }

  /** A saga as it would be found. */
  private static void saga(String key, String type, String status, String owner, String wakeAt)
      throws SQLException {
    db.execute(
        """
        insert into saga_instance (id, saga_type, saga_version, saga_key, status, input, epoch,
          last_seq, owner, wake_at, parked_reason, created_at, updated_at, finished_at)
        select gen_random_uuid(), '%s', 1, '%s', status, '{}', 1, 1,
          (select id from saga_engine where name = '%s' union select gen_random_uuid() where '%3$s' = 'gone'),
          %s, case when status = 'PARKED' then 'why' end, now() - interval '1 day', now() - interval '1 hour',
          case when status like 'COMP%%ED' then now() end
        from (select '%s'::text as status) as s
        """
            .formatted(type, key, owner, wakeAt, status));
  }

  private static Map<String, @Nullable Object> row(String sql) throws SQLException {
    List<Map<String, @Nullable Object>> rows = db.rows(sql);
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  private static void fill() throws SQLException {
    engine("living", "now()", "array['known@1']");
    engine("dead", "now() - interval '1 hour'", "array['known@1', 'late@1']");
    saga("1", "known", "RUNNING", "living", "null");
    saga("2", "known", "COMPENSATING", "dead", "null");
    saga("3", "known", "RUNNING", "gone", "null");
    saga("4", "known", "WAITING", "", "now() + interval '1 hour'");
    saga("5", "known", "QUEUED", "", "now() - interval '2 hours'");
    saga("6", "known", "PARKED", "", "null");
    saga("7", "late", "PAUSED", "", "null");
    saga("8", "late", "WAITING", "", "now() + interval '1 hour'");
    saga("9", "late", "RUNNING", "dead", "null");
    saga("10", "known", "COMPLETED", "", "null");
    saga("11", "late", "COMPENSATED", "", "null");
  }

  @Test
  void each_unfinished_saga_is_in_one_situation() throws SQLException {
    fill();
    assertThat(db.rows("select saga_key, situation from saga_unfinished"))
        .extracting(row -> row.get("saga_key"), row -> row.get("situation"))
        .containsExactlyInAnyOrder(
            tuple("1", "RUNS"),
            tuple("2", "ORPHANED"),
            tuple("3", "ORPHANED"),
            tuple("4", "WAITS"),
            tuple("5", "OVERDUE"),
            tuple("6", "PARKED"),
            tuple("7", "PAUSED"),
            tuple("8", "UNKNOWN"),
            tuple("9", "UNKNOWN"));
  }

  @Test
  void health_counts_the_situations() throws SQLException {
    fill();
    Map<String, @Nullable Object> health =
        row(
            "select *, longest_overdue > '119 minutes' as long, oldest_unfinished < now() - interval '23 hours' as old from saga_health");
    assertThat(health)
        .contains(
            entry("unfinished", 9L),
            entry("running", 1L),
            entry("waiting", 1L),
            entry("overdue", 1L),
            entry("long", true),
            entry("orphaned", 2L),
            entry("unknown", 2L),
            entry("parked", 1L),
            entry("paused", 1L),
            entry("old", true),
            entry("living_engines", 1L),
            entry("dead_engines", 1L));
  }

  @Test
  void health_of_empty_tables_is_one_row_of_nothing() throws SQLException {
    assertThat(row("select *, longest_overdue = interval '0' as none from saga_health"))
        .contains(
            entry("unfinished", 0L),
            entry("none", true),
            entry("oldest_unfinished", null),
            entry("living_engines", 0L));
  }

  @Test
  void counts_are_by_name_version_and_status() throws SQLException {
    fill();
    assertThat(db.rows("select * from saga_counts where saga_type = 'late'"))
        .extracting(row -> row.get("saga_version"), row -> row.get("status"), row -> row.get("n"))
        .containsExactlyInAnyOrder(
            tuple(1, "PAUSED", 1L),
            tuple(1, "WAITING", 1L),
            tuple(1, "RUNNING", 1L),
            tuple(1, "COMPENSATED", 1L));
  }

  @Test
  void stale_is_what_is_unfinished_and_has_not_changed() throws SQLException {
    fill();
    db.execute(
        "update saga_instance set updated_at = now() - interval '3 hours' where saga_key in ('2', '10')");
    db.execute(
        "update saga_instance set updated_at = now() - interval '2 hours' where saga_key = '6'");
    assertThat(db.rows("select * from saga_stale('90 minutes')"))
        .extracting(
            row -> row.get("saga_key"), row -> row.get("situation"), row -> row.get("engine"))
        .containsExactly(tuple("2", "ORPHANED", "dead"), tuple("6", "PARKED", null));
  }

  @Test
  void an_engine_that_knows_a_saga_makes_it_known() throws SQLException {
    saga("old", "diamond", "WAITING", "", "now() + interval '1 hour'");
    try (SagaEngine stranger =
        builder(ScriptedSaga.named("diamond", 2).remote("a").define()).build()) {
      assertThat(stranger.load()).isNotNull();
      assertThat(db.rows("select saga_key from saga_unknown")).hasSize(1);
      try (SagaEngine knows = builder(DIAMOND.define()).build()) {
        assertThat(knows.load()).isNotNull();
        assertThat(db.rows("select saga_key from saga_unknown")).isEmpty();
      }
      assertThat(db.rows("select saga_key from saga_unknown")).hasSize(1);
      engine("older", "now()", "null");
      assertThat(db.rows("select saga_key from saga_unknown")).isEmpty();
    }
  }

  private static SagaEngineBuilder builder(SagaDefinition<?, ?> saga) {
    return SagaEngine.builder(db.dataSource()).leaseFor(Duration.ofHours(1)).register(saga);
  }

  @Test
  void slow_steps_are_measured_from_when_they_could_begin() throws SQLException {
    builder(DIAMOND.define()).build().close();
    for (int seconds = 1; seconds <= 20; seconds++) {
      timed("k" + seconds, seconds);
    }
    timed("old", 1000);
    db.execute(
        "update saga_instance set created_at = now() - interval '2 days' where saga_key = 'old'");

    assertThat(db.rows("select * from saga_slowest_steps('1 day')"))
        .extracting(
            row -> row.get("step"),
            row -> row.get("n"),
            row -> ((Number) row.get("average")).doubleValue(),
            row -> ((Number) row.get("p50")).doubleValue(),
            row -> ((Number) row.get("p95")).doubleValue(),
            row -> ((Number) row.get("longest")).doubleValue(),
            row -> ((Number) row.get("attempts")).doubleValue())
        .containsExactly(
            tuple("d", 20L, 10.5, 10.5, 19.05, 20.0, 3.0),
            tuple("b", 20L, 2.0, 2.0, 2.0, 2.0, 1.0),
            tuple("a", 20L, 1.0, 1.0, 1.0, 1.0, 1.0));
  }

  /**
   * It waits 100 s in the queue; then a takes 1 s, b takes 2 s, and d what is given, at its third
   * attempt.
   */
  private static void timed(String key, int seconds) throws SQLException {
    saga(key, "diamond", "QUEUED", "", "now()");
    db.execute(
        """
        update saga_instance set created_at = now(), id = ('0fffffff' || substr(id::text, 9))::uuid
        where saga_key = '%2$s';
        insert into saga_journal (saga_id, seq, at, kind, status, step, attempt, engine, epoch)
        select i.id, f.seq, now() + f.at * interval '1 second', f.kind, f.status, f.step, f.attempt, i.id, 1
        from saga_instance as i, (values
          (1, 0, 'STARTED', 'QUEUED', null, null),
          (2, 100, 'PICKED_UP', 'RUNNING', null, null),
          (3, 101, 'STEP_SUCCEEDED', 'RUNNING', 'a', 1),
          (4, 103, 'STEP_SUCCEEDED', 'RUNNING', 'b', 1),
          (5, 104, 'ATTEMPT_FAILED', 'RUNNING', 'd', 1),
          (6, 103 + %1$d, 'STEP_SUCCEEDED', 'RUNNING', 'd', 3)) as f(seq, at, kind, status, step, attempt)
        where i.saga_key = '%2$s'
        """
            .formatted(seconds, key));
  }

  @Test
  void everything_is_found_in_its_schema_whatever_the_search_path() throws SQLException {
    try (SagaEngine engine =
        SagaEngine.builder(db.dataSource())
            .schema("Odd \"Name")
            .register(DIAMOND.define())
            .build()) {
      engine.run(DIAMOND.type, "key", "input");
    }
    try (Connection connection = db.dataSource().getConnection();
        Statement sql = connection.createStatement()) {
      sql.execute("create temporary table saga_journal (saga_id uuid, seq integer)");
      sql.execute("create temporary table saga_instance (id uuid)");
      sql.execute("set search_path = pg_temp");
      String in = "\"Odd \"\"Name\".";
      assertThat(
              text(
                  sql,
                  "select string_agg(phase, ',') from "
                      + in
                      + "saga_instance as i, "
                      + in
                      + "saga_readiness(i.id)"))
          .isEqualTo("SUCCEEDED,SUCCEEDED,SUCCEEDED,SUCCEEDED,SUCCEEDED");
      assertThat(
              text(
                  sql,
                  "select "
                      + in
                      + "saga_context(id) #>> '{results,e}' from "
                      + in
                      + "saga_instance"))
          .isEqualTo("e");
      assertThat(text(sql, "select count(*) from " + in + "saga_slowest_steps('1 day')"))
          .isEqualTo("5");
      assertThat(text(sql, "select count(*) from " + in + "saga_stale('0')")).isEqualTo("0");
      assertThat(text(sql, "select unfinished from " + in + "saga_health")).isEqualTo("0");
    }
  }

  private static String text(Statement sql, String query) throws SQLException {
    try (ResultSet row = sql.executeQuery(query)) {
      assertThat(row.next()).isTrue();
      return row.getString(1);
    }
  }
}
