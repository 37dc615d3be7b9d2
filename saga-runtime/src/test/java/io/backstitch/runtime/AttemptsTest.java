package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.backstitch.servers.Database;
import io.backstitch.servers.JavaProcess;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * How often and how soon a step is called whose process is killed again and again. Time passes
 * because the test changes it in the tables.
 */
@Timeout(180)
class AttemptsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** So much may be taken off a delay at random. */
  private static final double LEAST = 0.8;

  @RegisterExtension static final Database db = Database.fresh();

  private static HikariDataSource pool;

  @BeforeAll
  static void tables() throws Exception {
    CallTable.create(db);
    pool = KillableEngine.pool(db.url());
    StubbornEngine.build(pool, "migrates").close();
  }

  @AfterAll
  static void closePool() {
    pool.close();
  }

  /** Any engine may begin it; this one does not. */
  private static void submit(ScriptedSaga saga) throws Exception {
    try (Connection connection = pool.getConnection();
        SagaEngine engine = SagaEngine.builder(pool).register(saga.define()).build()) {
      connection.setAutoCommit(false);
      engine.submit(connection, saga.type, "key", "input");
      engine.close();
      connection.commit();
    }
  }

  private static JavaProcess engine() {
    return JavaProcess.start(
        List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
        StubbornEngine.class,
        db.url());
  }

  private static long number(String query, String saga) throws Exception {
    return db.number(
        query + " and saga_id = (select id from saga_instance where saga_type = '" + saga + "')");
  }

  private static List<Object> column(String query) throws Exception {
    return db.rows(query).stream().map(row -> row.values().iterator().next()).toList();
  }

  private static long waitingAfter(int attempt) throws Exception {
    return number(
        "select count(*) from saga_journal where kind = 'ATTEMPT_FAILED' and attempt = " + attempt,
        "stubborn");
  }

  /** Milliseconds from an attempt's failure to the next attempt, by the database's clock. */
  private static long delayAfter(int attempt) throws Exception {
    return number(
        "select extract(epoch from wake_at - at) * 1000 from saga_journal where kind = 'ATTEMPT_FAILED' and attempt = "
            + attempt,
        "stubborn");
  }

  private static String status(String saga) throws Exception {
    return (String)
        column("select status from saga_instance where saga_type = '" + saga + "'").get(0);
  }

  @Test
  void
      invariant_6_a_step_that_always_fails_is_called_as_often_as_its_policy_says_though_its_engine_is_killed_after_each_attempt()
          throws Exception {
    submit(StubbornEngine.stubborn(new CallTable(pool)));
    int most = StubbornEngine.POLICY.maxAttempts();
    for (int attempt = 1; attempt < most; attempt++) {
      int failed = attempt;
      try (JavaProcess engine = engine()) {
        await().atMost(PATIENCE).until(() -> waitingAfter(failed) == 1);
        engine.kill();
      }
      db.execute("update saga_engine set heartbeat_at = 'epoch'");
      delayIsAsDocumented(attempt);
      CopiedSagas.wakeAt(db, "clock_timestamp()", "i.saga_type = 'stubborn'");
    }
    try (JavaProcess engine = engine()) {
      await().atMost(PATIENCE).until(() -> status("stubborn").equals("COMPENSATED"));
      engine.kill();
    }

    assertThat(
            column(
                "select call || ' ' || attempt from call join saga_instance on id = saga_id"
                    + " where saga_type = 'stubborn' order by place"))
        .containsExactly("a 1", "a 2", "a 3", "a 4", "a 5", "undo a 1");
    assertThat(number("select count(*) from saga_journal where failure is not null", "stubborn"))
        .isEqualTo(most);
  }

  private static void delayIsAsDocumented(int attempt) throws Exception {
    long full = StubbornEngine.POLICY.delayAfter(attempt).toMillis();
    if (attempt == StubbornEngine.LATE) {
      assertThat(delayAfter(attempt)).isEqualTo(StubbornEngine.LATE_BY.toMillis());
    } else {
      assertThat(delayAfter(attempt)).isBetween((long) (LEAST * full), full);
    }
  }

  @Test
  void the_delays_of_the_policy_grow_up_to_their_cap() {
    assertThat(IntStream.rangeClosed(1, 4).mapToObj(StubbornEngine.POLICY::delayAfter))
        .containsExactly(
            Duration.ofMinutes(10),
            Duration.ofMinutes(20),
            Duration.ofMinutes(30),
            Duration.ofMinutes(30));
  }

  @Test
  void invariant_6_a_step_that_kills_its_process_is_recovered_so_often_and_then_parks_its_saga()
      throws Exception {
    submit(StubbornEngine.deadly(new CallTable(pool)));
    for (int recovery = 0; recovery <= StubbornEngine.MAX_RECOVERIES; recovery++) {
      int calls = recovery + 1;
      try (JavaProcess engine = engine()) {
        await()
            .atMost(PATIENCE)
            .until(() -> number("select count(*) from call where true", "deadly") == calls);
        engine.kill();
      }
      db.execute("update saga_engine set heartbeat_at = 'epoch'");
    }
    try (SagaEngine last = StubbornEngine.build(pool, "last")) {
      await().atMost(PATIENCE).until(() -> status("deadly").equals("PARKED"));
      assertThat(last.activeSagas()).isZero();
    }

    assertThat(number("select max(attempt) from call where true", "deadly"))
        .as("an attempt that nobody saw end does not count as failed")
        .isEqualTo(1);
    assertThat(number("select count(*) from call where true", "deadly"))
        .isEqualTo(1 + StubbornEngine.MAX_RECOVERIES);
    assertThat(column("select parked_reason from saga_instance where saga_type = 'deadly'").get(0))
        .asString()
        .contains("taken over 4 times");
  }
}
