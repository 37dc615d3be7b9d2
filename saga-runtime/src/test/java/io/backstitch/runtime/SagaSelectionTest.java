package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.backstitch.outbox.migration.Migrations;
import io.backstitch.outbox.migration.SchemaTables;
import io.backstitch.servers.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which sagas a filter finds among very many that are finished, and how much PostgreSQL reads for
 * that.
 */
@Timeout(120)
class SagaSelectionTest {

  private static final int FINISHED = 100_000;

  @RegisterExtension static final Database db = Database.fresh();

  private static HikariDataSource pool;
  private static SagaEngine engine;
  private static SchemaTables tables;

  @BeforeAll
  static void fill() throws Exception {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(db.url());
    config.setMaximumPoolSize(1);
    pool = new HikariDataSource(config);
    engine =
        SagaEngine.builder(pool)
            .pollEvery(Duration.ofHours(1))
            .leaseFor(Duration.ofHours(1))
            .build();
    engine.caretaker().close();
    tables = SchemaTables.ready(Migrations.in(db.dataSource(), null, "runtime"), false);
    db.execute(
        """
        insert into saga_instance (id, saga_type, saga_version, saga_key, status, input, result,
          epoch, last_seq, created_at, updated_at, finished_at)
        select ('00000000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, 'common', 1, 'k-' || i,
          case when i %% 5000 = 1 then 'COMPENSATED' else 'COMPLETED' end, '{}', '{}', 1, 2, at, at, at
        from (select i, now() - interval '1 day' - i * interval '1 second' as at
          from generate_series(1, %d) as i) as s;
        insert into saga_journal (saga_id, seq, at, kind, status, engine, epoch)
        select id, 1, now(), 'STARTED', 'RUNNING', id, 1 from saga_instance;
        insert into saga_journal (saga_id, seq, at, kind, status, step, failure, engine, epoch)
        select id, 2, now(), 'STEP_FAILED', 'COMPENSATED', 'charge', 'PERMANENT', id, 1
        from saga_instance where status = 'COMPENSATED';
        insert into saga_instance (id, saga_type, saga_version, saga_key, status, input, epoch,
          last_seq, owner, wake_at, parked_reason, created_at, updated_at)
        select ('00000000-0000-7000-8001-' || lpad(to_hex(i), 12, '0'))::uuid, 'rare', 1 + i %% 2,
          'r-' || i, status, '{}', 1, 1,
          case when status in ('RUNNING', 'COMPENSATING') then gen_random_uuid() end,
          case when status in ('QUEUED', 'WAITING') then now() end,
          case when status = 'PARKED' then 'why' end,
          now() - i * interval '1 hour', now() - i * interval '1 minute'
        from (select i, (array['QUEUED', 'RUNNING', 'WAITING', 'COMPENSATING', 'PAUSED', 'PARKED'])[1 + i %% 6] as status
          from generate_series(1, 60) as i) as s;
        insert into saga_journal (saga_id, seq, at, kind, status, step, failure, engine, epoch)
        select id, seq, now(), 'STEP_FAILED', 'PARKED', (array['ship', 'charge'])[1 + (seq + last) %% 2], 'PERMANENT', id, 1
        from (select id, seq, last from saga_instance, generate_series(2, 3) as seq,
          lateral (select right(saga_key, 1)::int) as l(last) where status = 'PARKED') as s
        """
            .formatted(FINISHED));
    db.execute("vacuum analyze saga_instance");
    db.execute("vacuum analyze saga_journal");
  }

  @AfterAll
  static void close() {
    engine.close();
    pool.close();
  }

  static Stream<Arguments> filters() {
    String charge =
        "(select step from saga_journal where saga_id = id and failure is not null"
            + " order by seq desc limit 1) = 'charge'";
    return Stream.of(
        Arguments.of(SagaFilter.all(), "true"),
        Arguments.of(SagaFilter.status(SagaStatus.PARKED), "status = 'PARKED'"),
        Arguments.of(SagaFilter.status(SagaStatus.RUNNING), "status = 'RUNNING'"),
        Arguments.of(
            SagaFilter.status(SagaStatus.QUEUED, SagaStatus.WAITING, SagaStatus.PAUSED),
            "status in ('QUEUED', 'WAITING', 'PAUSED')"),
        Arguments.of(SagaFilter.status(SagaStatus.COMPENSATED), "status = 'COMPENSATED'"),
        Arguments.of(
            SagaFilter.status(SagaStatus.COMPENSATED, SagaStatus.PARKED),
            "status in ('COMPENSATED', 'PARKED')"),
        Arguments.of(SagaFilter.status(SagaStatus.COMPLETED), "status = 'COMPLETED'"),
        Arguments.of(SagaFilter.all().type("rare"), "saga_type = 'rare'"),
        Arguments.of(SagaFilter.all().type("none"), "false"),
        Arguments.of(
            SagaFilter.all().type("rare").version(2), "saga_type = 'rare' and saga_version = 2"),
        Arguments.of(
            SagaFilter.all().type("common").keyPrefix("k-9999"),
            "saga_type = 'common' and starts_with(saga_key, 'k-9999')"),
        Arguments.of(
            SagaFilter.status(SagaStatus.RUNNING).startedBefore(Duration.ofHours(30)),
            "status = 'RUNNING' and created_at < now() - interval '30 hours'"),
        Arguments.of(
            SagaFilter.status(SagaStatus.RUNNING, SagaStatus.PARKED)
                .unchangedFor(Duration.ofMinutes(30)),
            "status in ('RUNNING', 'PARKED') and updated_at < now() - interval '30 minutes'"),
        Arguments.of(SagaFilter.all().failingStep("charge"), charge),
        Arguments.of(
            SagaFilter.status(SagaStatus.PARKED).failingStep("charge"),
            "status = 'PARKED' and " + charge));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("filters")
  void finds_what_the_filter_says_and_reads_little_more(SagaFilter filter, String condition)
      throws Exception {
    List<UUID> expected = all(condition);
    int size = Math.min(expected.size(), 50);
    reset();

    List<UUID> oldest = oldest(filter);
    assertThat(rowsRead()).isLessThan(1_500);

    assertThat(oldest).isEqualTo(expected.subList(0, size));
    List<UUID> newest = new ArrayList<>(expected.subList(expected.size() - size, expected.size()));
    Collections.reverse(newest);
    reset();
    SagaPage page = engine.records().list(filter, null, 50);
    assertThat(rowsRead()).isLessThan(1_500);
    assertThat(page.sagas()).extracting(SagaView::id).isEqualTo(newest);
    if (page.next() != null) {
      reset();
      assertThat(engine.records().list(filter, page.next(), 50).sagas())
          .extracting(SagaView::id)
          .isEqualTo(before(newest.get(newest.size() - 1), expected));
      assertThat(rowsRead()).isLessThan(1_500);
    }
  }

  /** On the connection whose reads are counted: another one might report its own later. */
  private static List<UUID> all(String condition) throws Exception {
    List<UUID> ids = new ArrayList<>();
    try (Connection connection = pool.getConnection();
        Statement sql = connection.createStatement();
        ResultSet row =
            sql.executeQuery("select id from saga_instance where " + condition + " order by id")) {
      while (row.next()) {
        ids.add(row.getObject(1, UUID.class));
      }
    }
    return ids;
  }

  private static List<UUID> before(UUID last, List<UUID> ascending) {
    int end = ascending.indexOf(last);
    List<UUID> page = new ArrayList<>(ascending.subList(Math.max(0, end - 50), end));
    Collections.reverse(page);
    return page;
  }

  private static List<UUID> oldest(SagaFilter filter) throws Exception {
    try (Connection connection = pool.getConnection()) {
      SagaSelection selection = new SagaSelection(tables);
      return selection.ids(connection, filter, null, 50);
    }
  }

  /** A connection keeps to itself for a while what it has read. */
  private static void flush() throws Exception {
    try (Connection connection = pool.getConnection();
        Statement sql = connection.createStatement()) {
      sql.execute("select pg_stat_force_next_flush()");
    }
  }

  private static void reset() throws Exception {
    flush();
    db.execute("select pg_stat_reset()");
  }

  private static long rowsRead() throws Exception {
    flush();
    return db.number(
        "select sum(seq_tup_read + idx_tup_fetch) from pg_stat_user_tables"
            + " where relname in ('saga_instance', 'saga_journal')");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"saga_health", "saga_unfinished", "saga_unknown", "saga_stale('1 second')"})
  void views_of_what_is_unfinished_read_nothing_that_is_finished(String view) throws Exception {
    reset();
    try (Connection connection = pool.getConnection();
        Statement sql = connection.createStatement()) {
      assertThat(sql.executeQuery("select * from " + view).next()).isTrue();
    }
    assertThat(rowsRead()).isLessThan(1_500);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "a-",
        "A",
        "é",
        "a%",
        "a_",
        "\\",
        "\uD7FF",
        "\uFFFF",
        "\uDBFF\uDFFF",
        "ab\uDBFF\uDFFF"
      })
  void a_prefix_means_the_characters_as_they_are(String prefix) throws Exception {
    List<String> keys =
        List.of(
            "a",
            "A",
            "a-1",
            "ab",
            "aB",
            "á",
            "é1",
            "a%b",
            "a_b",
            "a\\",
            "\\b",
            "z",
            "\uD7FF1",
            "\uE000",
            "\uFFFF2",
            "\uD800\uDC00",
            "\uDBFF\uDFFFx",
            "ab\uDBFF\uDFFF",
            "ab\uDBFF\uDFFFy",
            "ac");
    try (Connection connection = pool.getConnection();
        var sql =
            connection.prepareStatement(
                "insert into saga_instance (id, saga_type, saga_version, saga_key, status, input,"
                    + " epoch, last_seq, wake_at, created_at, updated_at) values"
                    + " (gen_random_uuid(), 'keys', 1, ?, 'QUEUED', '{}', 1, 1, now(), now(), now())"
                    + " on conflict do nothing")) {
      for (String key : keys) {
        sql.setString(1, key);
        sql.execute();
      }
    }
    SagaPage found =
        engine.records().list(SagaFilter.all().type("keys").keyPrefix(prefix), null, 100);
    assertThat(found.sagas())
        .extracting(SagaView::key)
        .containsExactlyInAnyOrderElementsOf(
            keys.stream().filter(key -> key.startsWith(prefix)).toList());
    try (Connection connection = pool.getConnection();
        Statement sql = connection.createStatement()) {
      sql.execute("delete from saga_instance where saga_type = 'keys'");
    }
  }

  @Test
  void keys_may_be_compared_with_texts_of_the_default_collation() throws Exception {
    db.execute("create table mine (name text)");
    assertThat(db.rows("select 1 from saga_instance join mine on name = saga_key"))
        .isEqualTo(List.<Map<String, Object>>of());
  }
}
