package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.backstitch.servers.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What shares a transaction, how many there are, and who holds a connection meanwhile. */
@Timeout(60)
class CommitTest {

  @RegisterExtension static final Database db = Database.fresh();

  /** Where the commits of the other one are counted without being among them. */
  @RegisterExtension static final Database OTHER = Database.fresh();

  private final String key = UUID.randomUUID().toString();

  @BeforeAll
  static void tables() throws SQLException {
    db.execute("create table effect (name text)");
  }

  private static HikariDataSource pool(int size) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(db.url());
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(size);
    config.setConnectionTimeout(5_000);
    return new HikariDataSource(config);
  }

  private static SagaEngineBuilder quiet(HikariDataSource pool, ScriptedSaga saga) {
    return SagaEngine.builder(pool)
        .leaseFor(Duration.ofHours(1))
        .pollEvery(Duration.ofHours(1))
        .register(saga.define());
  }

  private static void insert(Connection connection, String name) throws SQLException {
    try (Statement sql = connection.createStatement()) {
      sql.execute("insert into effect values ('" + name + "')");
    }
  }

  @Test
  void invariant_2_a_steps_rows_its_event_and_its_record_share_one_transaction() throws Exception {
    ScriptedSaga saga = ScriptedSaga.named("together").transactional("a").notUndoable();
    saga.on(
        "a",
        (step, connection) -> {
          insert(connection, "together");
          step.publish("letters", "an event");
        });
    try (HikariDataSource pool = pool(2);
        SagaEngine engine = quiet(pool, saga).build()) {
      engine.run(saga.type, key, "input");
    }
    String transaction = "select xmin::text from ";
    assertThat(
            List.of(
                db.rows(transaction + "effect where name = 'together'"),
                db.rows(transaction + "saga_outbox where key = '" + key + "'"),
                db.rows(
                    transaction
                        + "saga_journal where kind = 'STEP_SUCCEEDED' and saga_id = (select id from saga_instance where saga_key = '"
                        + key
                        + "')"),
                db.rows(transaction + "saga_instance where saga_key = '" + key + "'")))
        .allSatisfy(rows -> assertThat(rows).hasSize(1))
        .containsOnly(db.rows(transaction + "effect where name = 'together'"));
  }

  @Test
  void a_saga_of_n_transactional_steps_costs_n_plus_1_commits() throws Exception {
    ScriptedSaga saga =
        ScriptedSaga.named("commits")
            .transactional("a")
            .transactional("b", "a")
            .transactional("c", "b")
            .transactional("d", "c")
            .transactional("e", "d");
    commitsOfAnEngineThatRuns(saga, 1); // The first one also makes the tables.
    long ten = commitsOfAnEngineThatRuns(saga, 10);
    long twenty = commitsOfAnEngineThatRuns(saga, 20);

    assertThat(twenty - ten).isEqualTo(10 * (5 + 1));
  }

  /** PostgreSQL's own count, read when the engine's connections are closed and have reported. */
  private long commitsOfAnEngineThatRuns(ScriptedSaga saga, int sagas) throws Exception {
    long before = commits();
    try (HikariDataSource pool = pool(2);
        SagaEngine engine = quiet(pool, saga).build()) {
      for (int i = 0; i < sagas; i++) {
        engine.run(saga.type, UUID.randomUUID().toString(), "input");
      }
    }
    Awaitility.await()
        .until(
            () ->
                OTHER.number(
                        "select count(*) from pg_stat_activity where datname = '" + name() + "'")
                    == 0);
    return commits() - before;
  }

  private static long commits() throws SQLException {
    return OTHER.number(
        "select xact_commit from pg_stat_database where datname = '" + name() + "'");
  }

  private static String name() {
    return db.url().replaceAll(".*/([^?]+).*", "$1");
  }

  @Test
  void a_remote_step_holds_no_connection_so_one_is_enough_for_many_sagas() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    ScriptedSaga saga =
        ScriptedSaga.named("pool-of-one")
            .remote("a")
            .transactional("b", "a")
            .on(
                "a",
                (step, c) -> {
                  begun.countDown();
                  assertThat(go.await(30, TimeUnit.SECONDS)).isTrue();
                });
    try (HikariDataSource pool = pool(1);
        SagaEngine engine = quiet(pool, saga).build()) {
      var blocked = Background.call(() -> engine.run(saga.type, key, "input"));
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

      assertThat(engine.run(saga.type, key + "-other", "input")).isEqualTo("b");
      assertThat(blocked).isNotDone();

      go.countDown();
      assertThat(blocked.get(20, TimeUnit.SECONDS)).isEqualTo("b");
    }
  }

  @Test
  void transactional_and_remote_steps_side_by_side_are_content_with_one_connection()
      throws Exception {
    ScriptedSaga saga =
        ScriptedSaga.named("side-by-side")
            .remote("a")
            .transactional("b")
            .transactional("c")
            .remote("d")
            .transactional("end", "a", "b", "c", "d");
    try (HikariDataSource pool = pool(1);
        SagaEngine engine = quiet(pool, saga).build()) {
      for (int i = 0; i < 50; i++) {
        assertThat(engine.run(saga.type, key + i, "input")).isEqualTo("end");
      }
    }
  }

  @Test
  void a_failed_attempt_leaves_neither_rows_nor_events() throws Exception {
    ScriptedSaga saga =
        ScriptedSaga.named("nothing-left").transactional("a").transactional("b", "a");
    saga.on(
        "a",
        (step, connection) -> {
          insert(connection, "nothing-left");
          step.publish("letters", "never");
          throw StepFailure.permanent("no");
        });
    try (HikariDataSource pool = pool(2);
        SagaEngine engine = quiet(pool, saga).build()) {
      engine.execute(saga.type, key, "input");
    }
    assertThat(db.number("select count(*) from effect where name = 'nothing-left'")).isZero();
    assertThat(db.number("select count(*) from saga_outbox where key = '" + key + "'")).isZero();
  }

  @Test
  void refuses_a_commit_inside_a_step() {
    ScriptedSaga saga = ScriptedSaga.named("own-commit").transactional("a").notUndoable();
    saga.on(
        "a",
        (step, connection) -> {
          insert(connection, "own-commit");
          connection.commit();
        });
    try (HikariDataSource pool = pool(2);
        SagaEngine engine = quiet(pool, saga).build()) {
      assertThatThrownBy(() -> engine.run(saga.type, key, "input"))
          .hasMessageContainingAll("own-commit", "a", "commit", "savepoint");
    }
    assertThatThrownBy(() -> db.rows("select 1 / count(*) from effect where name = 'own-commit'"))
        .hasMessageContaining("division by zero");
  }

  @Test
  void a_connection_of_a_step_is_useless_after_it() throws Exception {
    Connection[] kept = new Connection[1];
    ScriptedSaga saga = ScriptedSaga.named("kept").transactional("a").notUndoable();
    saga.on("a", (step, connection) -> kept[0] = connection);
    try (HikariDataSource pool = pool(2);
        SagaEngine engine = quiet(pool, saga).build()) {
      engine.run(saga.type, key, "input");
    }
    assertThat(kept[0].isClosed()).isTrue();
    assertThatThrownBy(() -> kept[0].createStatement()).hasMessageContaining("Step a has ended");
  }

  @Test
  void gives_connections_back_as_they_were() throws Exception {
    ScriptedSaga saga = ScriptedSaga.named("polite").transactional("a").remote("b", "a");
    try (HikariDataSource pool = pool(1);
        SagaEngine engine = quiet(pool, saga).build()) {
      engine.run(saga.type, key, "input");
      try (Connection connection = pool.getConnection()) {
        assertThat(connection.getAutoCommit()).isTrue();
      }
    }
  }
}
