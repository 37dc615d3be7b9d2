package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.backstitch.servers.Database;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the engine makes PostgreSQL read, as PostgreSQL counts it. */
@Timeout(120)
class EnginePlansTest {

  private static final int SAGAS = 20;
  private static final int STEPS = 3;

  @RegisterExtension static final Database db = Database.fresh();

  @Test
  void a_plan_that_was_made_for_empty_tables_reads_no_more_of_huge_ones() throws Exception {
    ScriptedSaga saga =
        ScriptedSaga.named("plans").remote("a").remote("b", "a").transactional("c", "b");
    try (HikariDataSource pool = pool();
        SagaEngine engine =
            SagaEngine.builder(pool)
                .leaseFor(Duration.ofHours(1))
                .pollEvery(Duration.ofHours(1))
                .register(saga.define())
                .build()) {
      run(engine, saga);
      // The worst that can happen to a plan: statistics that say that there is not even one row.
      db.execute("truncate saga_instance, saga_journal");
      vacuum();
      run(engine, saga);
      fill();
      reset(pool);
      run(engine, saga);
      hasReadByKey(pool);

      vacuum();
      reset(pool);
      run(engine, saga);
      hasReadByKey(pool);
    }
  }

  private static void run(SagaEngine engine, ScriptedSaga saga) {
    for (int i = 0; i < SAGAS; i++) {
      engine.run(saga.type, UUID.randomUUID().toString(), "input");
    }
  }

  private static void vacuum() throws Exception {
    db.execute("vacuum analyze saga_instance");
    db.execute("vacuum analyze saga_journal");
  }

  /** A connection keeps to itself for a while what it has read. */
  private static void report(HikariDataSource pool) throws Exception {
    try (Connection connection = pool.getConnection();
        Statement sql = connection.createStatement()) {
      sql.execute("select pg_stat_force_next_flush()");
    }
  }

  private static void reset(HikariDataSource pool) throws Exception {
    report(pool);
    db.execute("select pg_stat_reset()");
  }

  private static void hasReadByKey(HikariDataSource pool) throws Exception {
    report(pool);
    long written = read("n_tup_upd", "saga_instance");
    assertThat(written).isGreaterThanOrEqualTo(SAGAS * STEPS);
    assertThat(read("seq_tup_read", "saga_instance")).isZero();
    assertThat(read("seq_tup_read", "saga_journal")).isZero();
    assertThat(read("idx_tup_fetch", "saga_instance")).isLessThanOrEqualTo(2 * written);
  }

  private static long read(String what, String table) throws Exception {
    return db.number(
        "select %s from pg_stat_user_tables where relname = '%s'".formatted(what, table));
  }

  private static HikariDataSource pool() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(db.url());
    config.setMaximumPoolSize(1);
    return new HikariDataSource(config);
  }

  /** Sagas of other engines, half of them going on, with their journals. */
  private static void fill() throws Exception {
    db.execute(
        """
        insert into saga_instance (id, saga_type, saga_version, saga_key, status, input, owner,
          epoch, last_seq, created_at, updated_at, finished_at)
        select gen_random_uuid(), 'other', 1, 'k' || i, case when half = 0 then 'RUNNING' else 'COMPLETED' end,
          '{}', case when half = 0 then gen_random_uuid() end, 1, 1, now(), now(), case when half = 1 then now() end
        from (select i, i % 2 as half from generate_series(1, 100000) as i) as s;
        insert into saga_journal (saga_id, seq, at, kind, status, engine, epoch)
        select id, 1, now(), 'STARTED', 'RUNNING', id, 1 from saga_instance where saga_type = 'other'
        """);
  }
}
