package io.backstitch.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PostgresServerTest {

  @Test
  void keeps_rows_port_and_address_over_a_kill_and_over_a_stop() throws SQLException {
    try (PostgresServer server = PostgresServer.started(PostgresSettings.durable())) {
      String url = server.createDatabase("shop");
      execute(server, "create table item (name text); insert into item values ('pen')");

      server.kill();
      assertThatThrownBy(() -> items(server)).isInstanceOf(SQLException.class);
      server.start();
      assertThat(items(server)).isEqualTo(1);

      execute(server, "insert into item values ('ink')");
      server.stop();
      server.start();
      assertThat(items(server)).isEqualTo(2);
      assertThat(server.jdbcUrl("shop")).isEqualTo(url);
    }
  }

  @Test
  void can_be_killed_again_and_again_with_sessions_at_work() throws SQLException {
    try (PostgresServer server = PostgresServer.started(PostgresSettings.durable())) {
      server.createDatabase("shop");
      execute(server, "create table item (name text)");
      for (int kills = 1; kills <= 3; kills++) {
        try (Connection atWork = server.dataSource("shop").getConnection();
            Statement statement = atWork.createStatement()) {
          statement.execute("insert into item values ('pen')");
          atWork.setAutoCommit(false);
          statement.execute("insert into item values ('never committed')");
          server.kill();
        }
        server.start();
        assertThat(items(server)).isEqualTo(kills);
      }
    }
  }

  @Test
  void is_durable_or_fast_as_asked_and_takes_any_other_parameter() throws SQLException {
    PostgresSettings logical = PostgresSettings.durable().with("wal_level", "logical");
    try (PostgresServer durable = PostgresServer.started(logical);
        PostgresServer fast = PostgresServer.started(PostgresSettings.fast())) {
      assertThat(parameter(durable, "fsync")).isEqualTo("on");
      assertThat(parameter(durable, "synchronous_commit")).isEqualTo("on");
      assertThat(parameter(durable, "wal_level")).isEqualTo("logical");
      assertThat(parameter(fast, "fsync")).isEqualTo("off");
      assertThat(parameter(fast, "max_connections")).isEqualTo("300");
    }
  }

  @Test
  void says_why_it_does_not_start() {
    PostgresSettings wrong = PostgresSettings.fast().with("wal_level", "colossal");

    assertThatThrownBy(() -> PostgresServer.started(wrong))
        .isInstanceOf(ServerFailedException.class)
        .hasMessageContaining("PostgreSQL (postgres) on port")
        .hasMessageContaining("ended with exit code 1 before it was ready")
        .hasMessageContaining("invalid value for parameter \"wal_level\": \"colossal\"");
  }

  @Test
  void ends_with_the_jvm_that_started_it_even_when_that_is_killed() throws Exception {
    try (JavaProcess parent = JavaProcess.start(Parent.class)) {
      parent.awaitOutput("accepts connections", Duration.ofSeconds(60));
      ProcessHandle server =
          ProcessHandle.of(parent.pid()).orElseThrow().children().findFirst().orElseThrow();

      Process onlyTheParent = new ProcessBuilder("sh", "-c", "kill -KILL " + parent.pid()).start();
      assertThat(onlyTheParent.waitFor()).isZero();

      server.onExit().get(30, TimeUnit.SECONDS);
    }
  }

  static final class Parent {
    public static void main(String[] arguments) throws InterruptedException {
      PostgresServer.started(PostgresSettings.fast());
      System.out.println("accepts connections");
      Thread.currentThread().join();
    }
  }

  private static long items(PostgresServer server) throws SQLException {
    return Long.parseLong(first(server, "shop", "select count(*) from item"));
  }

  private static String parameter(PostgresServer server, String name) throws SQLException {
    return first(server, "postgres", "show " + name);
  }

  private static String first(PostgresServer server, String database, String sql)
      throws SQLException {
    try (Connection connection = server.dataSource(database).getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private static void execute(PostgresServer server, String sql) throws SQLException {
    try (Connection connection = server.dataSource("shop").getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
