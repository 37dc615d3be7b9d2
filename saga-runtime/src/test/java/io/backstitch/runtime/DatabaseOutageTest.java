package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.servers.PostgresServer;
import io.backstitch.servers.PostgresSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** PostgreSQL is killed with SIGKILL in the middle of sagas, and comes back. */
@Timeout(60)
class DatabaseOutageTest {

  private static PostgresServer server;
  private static DataSource dataSource;

  private final String key = UUID.randomUUID().toString();

  @BeforeAll
  static void start() throws Exception {
    server = PostgresServer.started(PostgresSettings.durable());
    server.createDatabase("outage");
    dataSource = server.dataSource("outage");
    try (Connection db = dataSource.getConnection();
        Statement sql = db.createStatement()) {
      sql.execute("create table effect (name text)");
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static SagaEngine engine(ScriptedSaga saga) {
    return SagaEngine.builder(dataSource)
        .leaseFor(Duration.ofMinutes(10))
        .pollEvery(Duration.ofMillis(50))
        .register(saga.define())
        .build();
  }

  private static long number(String query) throws SQLException {
    try (Connection db = dataSource.getConnection();
        Statement sql = db.createStatement();
        ResultSet row = sql.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void killInside(ScriptedSaga saga, String call, CountDownLatch back) {
    saga.on(
        call,
        (step, db) -> {
          server.kill();
          back.countDown();
        });
  }

  @Test
  void what_a_remote_step_did_is_recorded_when_the_database_is_back() throws Exception {
    CountDownLatch down = new CountDownLatch(1);
    ScriptedSaga saga = ScriptedSaga.named("remote-outage").remote("a").remote("b", "a");
    killInside(saga, "a", down);
    try (SagaEngine engine = engine(saga)) {
      var caller = Background.call(() -> engine.run(saga.type, key, "input"));
      assertThat(down.await(30, TimeUnit.SECONDS)).isTrue();
      server.start();

      assertThat(caller.get(30, TimeUnit.SECONDS)).isEqualTo("b");
    }
    assertThat(saga.calls).containsExactly("a", "b");
    assertThat(
            number(
                "select count(*) from saga_journal join saga_instance on id = saga_id where step = 'a'"
                    + " and saga_key = '"
                    + key
                    + "'"))
        .isEqualTo(1);
  }

  @Test
  void a_transactional_step_whose_transaction_was_lost_runs_again() throws Exception {
    CountDownLatch down = new CountDownLatch(1);
    ScriptedSaga saga = ScriptedSaga.named("tx-outage").transactional("t").remote("b", "t");
    saga.on(
        "t",
        (step, db) -> {
          try (Statement sql = db.createStatement()) {
            sql.execute("insert into effect values ('t')");
          }
          server.kill();
          down.countDown();
        });
    saga.on(
        "t",
        (step, db) -> {
          try (Statement sql = db.createStatement()) {
            sql.execute("insert into effect values ('t')");
          }
        });
    try (SagaEngine engine = engine(saga)) {
      var caller = Background.call(() -> engine.run(saga.type, key, "input"));
      assertThat(down.await(30, TimeUnit.SECONDS)).isTrue();
      server.start();

      assertThat(caller.get(30, TimeUnit.SECONDS)).isEqualTo("b");
    }
    assertThat(saga.calls).containsExactly("t", "t", "b");
    assertThat(number("select count(*) from effect where name = 't'")).isEqualTo(1);
  }

  @Test
  void a_compensation_is_recorded_when_the_database_is_back() throws Exception {
    CountDownLatch down = new CountDownLatch(1);
    ScriptedSaga saga =
        ScriptedSaga.named("undo-outage")
            .remote("a")
            .remote("b", "a")
            .failing("b", 1, StepFailure.permanent("no"));
    killInside(saga, "undo a", down);
    try (SagaEngine engine = engine(saga)) {
      var caller = Background.call(() -> engine.execute(saga.type, key, "input"));
      assertThat(down.await(30, TimeUnit.SECONDS)).isTrue();
      server.start();

      assertThat(caller.get(30, TimeUnit.SECONDS).status()).isEqualTo(SagaStatus.COMPENSATED);
    }
    assertThat(saga.calls).containsExactly("a", "b", "undo a");
  }
}
