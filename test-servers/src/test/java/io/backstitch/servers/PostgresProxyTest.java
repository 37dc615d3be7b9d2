package io.backstitch.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class PostgresProxyTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  @RegisterExtension static final Database db = Database.fresh();

  private final PostgresProxy proxy = PostgresProxy.before(PostgresServer.shared());

  @BeforeAll
  static void table() throws SQLException {
    db.execute("create table item (name text)");
  }

  @BeforeEach
  void empty() throws SQLException {
    db.execute("truncate item");
  }

  @AfterEach
  void close() {
    proxy.close();
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(proxy.jdbcUrl(db) + "&prepareThreshold=1");
  }

  private static long items() throws SQLException {
    return db.number("select count(*) from item");
  }

  private static void insert(Connection connection, String name) throws SQLException {
    try (PreparedStatement sql = connection.prepareStatement("insert into item values (?)")) {
      sql.setString(1, name);
      sql.executeUpdate();
    }
  }

  /** Inserts pen-1 to pen-5 until one fails, and says how many the client was told of. */
  private int insertFive(Connection connection) {
    for (int i = 1; i <= 5; i++) {
      try {
        insert(connection, "pen-" + i);
      } catch (SQLException e) {
        return i - 1;
      }
    }
    return 5;
  }

  private ProxyTrap third(RequestMoment moment) {
    return proxy.at(moment, request -> request.mentions("insert into item")).nth(3);
  }

  @Test
  void passes_on_what_no_trap_is_for() throws SQLException {
    ProxyTrap trap = proxy.at(RequestMoment.UNSENT, r -> r.mentions("no such text")).cut();
    try (Connection connection = connect();
        Statement sql = connection.createStatement()) {
      String large = "x".repeat(1_000_000);
      for (int i = 0; i < 8; i++) {
        insert(connection, large);
      }
      try (var row = sql.executeQuery("select name from item")) {
        while (row.next()) {
          assertThat(row.getString(1)).isEqualTo(large);
        }
      }
      assertThatThrownBy(() -> sql.execute("select 1 / 0")).hasMessageContaining("zero");
      assertThat(insertFive(connection)).isEqualTo(5);
    }
    assertThat(items()).isEqualTo(13);
    assertThat(trap.isSprung()).isFalse();
  }

  @Test
  void cuts_before_the_server_has_anything_of_the_request() throws SQLException {
    ProxyTrap trap = third(RequestMoment.UNSENT).cut();
    try (Connection connection = connect()) {
      assertThat(insertFive(connection)).isEqualTo(2);
    }
    trap.await(LIMIT);
    assertThat(items()).isEqualTo(2);
  }

  @Test
  void cuts_when_the_server_has_half_of_the_request() throws SQLException {
    ProxyTrap trap = third(RequestMoment.HALF_SENT).cut();
    try (Connection connection = connect()) {
      assertThat(insertFive(connection)).isEqualTo(2);
    }
    trap.await(LIMIT);
    assertThat(items()).isEqualTo(2);
  }

  @Test
  void cuts_when_the_server_has_done_it_and_the_client_does_not_know() throws SQLException {
    ProxyTrap trap = third(RequestMoment.UNANSWERED).cut();
    try (Connection connection = connect()) {
      assertThat(insertFive(connection)).isEqualTo(2);
      trap.await(LIMIT);
      assertThat(items()).isEqualTo(3);
    }
  }

  @Test
  void cuts_when_the_client_has_the_answer() throws SQLException {
    ProxyTrap trap = third(RequestMoment.ANSWERED).cut();
    try (Connection connection = connect()) {
      insert(connection, "pen-1");
      insert(connection, "pen-2");
      insert(connection, "pen-3");
      trap.await(LIMIT);
      assertThatThrownBy(() -> insert(connection, "pen-4")).isInstanceOf(SQLException.class);
    }
    assertThat(items()).isEqualTo(3);
  }

  @Test
  void knows_parameters_and_what_was_prepared_earlier() throws SQLException {
    ProxyTrap trap =
        proxy
            .at(RequestMoment.UNSENT, r -> r.mentions("pen-4") && r.mentions("insert into item"))
            .cut();
    try (Connection connection = connect()) {
      assertThat(insertFive(connection)).isEqualTo(3);
    }
    assertThat(trap.await(LIMIT).statements()).containsExactly("insert into item values ($1)");
  }

  @Test
  void knows_what_a_commit_makes_durable() throws SQLException {
    ProxyTrap trap =
        proxy
            .at(
                RequestMoment.UNANSWERED,
                r -> r.commits() && r.transaction().stream().anyMatch(t -> t.mentions("second")))
            .cut();
    try (Connection connection = connect()) {
      insert(connection, "alone");
      connection.setAutoCommit(false);
      insert(connection, "first");
      connection.commit();
      insert(connection, "second");
      insert(connection, "third");
      assertThat(trap.isSprung()).isFalse();
      assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
    }
    assertThat(trap.await(LIMIT)).hasToString("COMMIT");
    assertThat(items()).isEqualTo(4);
  }

  @Test
  void what_was_rolled_back_is_not_part_of_the_next_transaction() throws SQLException {
    ProxyTrap trap =
        proxy
            .at(
                RequestMoment.UNSENT,
                r -> r.commits() && r.transaction().stream().anyMatch(t -> t.mentions("first")))
            .cut();
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      insert(connection, "first");
      connection.rollback();
      insert(connection, "second");
      connection.commit();
    }
    assertThat(trap.isSprung()).isFalse();
    assertThat(items()).isEqualTo(1);
  }

  @Test
  void holds_one_request_as_long_as_its_action_takes_and_no_other() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    ProxyTrap trap =
        proxy
            .at(RequestMoment.UNSENT, r -> r.mentions("held"))
            .run(
                () -> {
                  try {
                    assertThat(go.await(20, TimeUnit.SECONDS)).isTrue();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                });
    CompletableFuture<Void> held = insertInBackground("held");
    insertInBackground("free").get(20, TimeUnit.SECONDS);
    assertThat(held).isNotDone();

    go.countDown();

    held.get(20, TimeUnit.SECONDS);
    trap.await(LIMIT);
    assertThat(items()).isEqualTo(2);
  }

  @Test
  void holds_all_traffic_until_it_is_released() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    try (Connection connection = connect()) {
      proxy.at(RequestMoment.UNSENT, r -> r.mentions("held")).run(arrived::countDown);
      proxy.hold();
      CompletableFuture<Void> held =
          CompletableFuture.runAsync(() -> insertUnchecked(connection, "held"));
      assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(items()).isZero();

      proxy.release();

      held.get(20, TimeUnit.SECONDS);
    }
    assertThat(items()).isEqualTo(1);
  }

  @Test
  void cuts_all_connections_and_takes_new_ones() throws SQLException {
    try (Connection first = connect();
        Connection second = connect()) {
      proxy.cutAll();

      assertThatThrownBy(() -> insert(first, "pen")).isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> insert(second, "pen")).isInstanceOf(SQLException.class);
      try (Connection third = connect()) {
        insert(third, "pen");
      }
    }
    assertThat(items()).isEqualTo(1);
  }

  @Test
  void closed_it_takes_no_connection() {
    proxy.close();

    assertThatThrownBy(this::connect).isInstanceOf(SQLException.class);
  }

  @Test
  void says_how_far_a_trap_was_that_was_not_sprung() throws SQLException {
    ProxyTrap trap = third(RequestMoment.ANSWERED).cut();
    try (Connection connection = connect()) {
      insert(connection, "pen");
    }
    assertThatThrownBy(() -> trap.await(Duration.ZERO))
        .isInstanceOf(ServerFailedException.class)
        .hasMessage(
            "The trap ANSWERED was not sprung within 0 ms: 1 of 3 requests of its kind had come.");
  }

  private CompletableFuture<Void> insertInBackground(String name) {
    return CompletableFuture.runAsync(
        () -> {
          try (Connection connection = connect()) {
            insert(connection, name);
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static void insertUnchecked(Connection connection, String name) {
    try {
      insert(connection, name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
