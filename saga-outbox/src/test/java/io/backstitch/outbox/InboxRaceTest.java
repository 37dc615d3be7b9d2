package io.backstitch.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.backstitch.servers.Database;
import io.backstitch.servers.JavaProcess;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two consumers of one message at once, and one that dies over it. */
class InboxRaceTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @RegisterExtension static final Database db = Database.fresh();

  private Inbox inbox;

  @BeforeEach
  void empty() throws SQLException {
    inbox = Inbox.on(db.dataSource());
    db.execute("truncate saga_inbox; drop table if exists note; create table note (text text)");
  }

  @Test
  void the_second_waits_for_the_first_and_then_leaves_the_message_alone() throws Exception {
    AtomicReference<Boolean> second = new AtomicReference<>();
    try (Connection first = transaction()) {
      assertThat(inbox.accept(first, "shipping", "m1")).isTrue();
      CompletableFuture<Void> other = handleInBackground(second);
      awaitBlocked(1);
      first.commit();
      other.get(30, TimeUnit.SECONDS);
    }

    assertThat(second).hasValue(false);
    assertThat(db.number("select count(*) from note")).isZero();
  }

  @Test
  void the_second_handles_the_message_if_the_first_is_rolled_back() throws Exception {
    AtomicReference<Boolean> second = new AtomicReference<>();
    try (Connection first = transaction()) {
      assertThat(inbox.accept(first, "shipping", "m1")).isTrue();
      CompletableFuture<Void> other = handleInBackground(second);
      awaitBlocked(1);
      first.rollback();
      other.get(30, TimeUnit.SECONDS);
    }

    assertThat(second).hasValue(true);
    assertThat(db.number("select count(*) from note")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {Connection.TRANSACTION_REPEATABLE_READ, Connection.TRANSACTION_SERIALIZABLE})
  void under_a_stricter_isolation_the_second_is_to_be_repeated(int isolation) throws Exception {
    AtomicReference<SQLException> thrown = new AtomicReference<>();
    try (Connection first = transaction();
        Connection second = transaction()) {
      second.setTransactionIsolation(isolation);
      assertThat(inbox.accept(first, "shipping", "m1")).isTrue();
      CompletableFuture<Void> other =
          InBackground.run(
              () -> {
                try {
                  return inbox.accept(second, "shipping", "m1");
                } catch (SQLException e) {
                  thrown.set(e);
                  return false;
                }
              });
      awaitBlocked(1);
      first.commit();
      other.get(30, TimeUnit.SECONDS);

      assertThat(thrown.get().getSQLState()).isEqualTo("40001");
      second.rollback();
      assertThat(inbox.accept(second, "shipping", "m1")).isFalse();
      assertThat(inbox.accept(second, "shipping", "m2")).isTrue();
    }
  }

  @Test
  void batches_with_the_same_messages_in_another_order_do_not_deadlock() throws Exception {
    AtomicReference<Set<String>> upwards = new AtomicReference<>();
    AtomicReference<Set<String>> downwards = new AtomicReference<>();
    CompletableFuture<Void> up;
    CompletableFuture<Void> down;
    // Whoever comes to "m" waits there, with what it took before: "a" or "z", were they not sorted.
    try (Connection first = transaction()) {
      inbox.accept(first, "shipping", "m");
      up = acceptInBackground(List.of("a", "m", "z"), upwards);
      awaitBlocked(1);
      down = acceptInBackground(List.of("z", "m", "a"), downwards);
      awaitBlocked(2);
      first.commit();
    }
    up.get(30, TimeUnit.SECONDS);
    down.get(30, TimeUnit.SECONDS);

    assertThat(upwards.get()).containsExactly("a", "z");
    assertThat(downwards.get()).isEmpty();
  }

  @Test
  void a_process_killed_between_handler_and_commit_has_handled_nothing() throws Exception {
    try (JavaProcess consumer = JavaProcess.start(StuckConsumer.class, db.url(), "before-commit")) {
      consumer.awaitOutput("stuck", PATIENCE);
      consumer.kill();
    }

    assertThat(inbox.handle("shipping", "m1", connection -> note(connection, "second"))).isTrue();
    assertThat(db.rows("select text from note")).extracting("text").containsExactly("second");
  }

  @Test
  void a_process_killed_between_commit_and_acknowledgement_has_handled_the_message()
      throws Exception {
    try (JavaProcess consumer = JavaProcess.start(StuckConsumer.class, db.url(), "after-commit")) {
      consumer.awaitOutput("stuck", PATIENCE);
      consumer.kill();
    }

    assertThat(inbox.handle("shipping", "m1", connection -> note(connection, "second"))).isFalse();
    assertThat(db.rows("select text from note")).extracting("text").containsExactly("first");
  }

  @Test
  void a_connection_that_is_lost_during_the_handler_leaves_the_message_for_the_next_time()
      throws Exception {
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(
            () ->
                inbox.handle(
                    "shipping",
                    "m1",
                    connection -> {
                      note(connection, "first");
                      db.execute(
                          "select pg_terminate_backend(pid) from pg_stat_activity"
                              + " where state = 'idle in transaction'"
                              + " and datname = current_database()");
                    }));

    assertThat(inbox.handle("shipping", "m1", connection -> note(connection, "second"))).isTrue();
    assertThat(db.rows("select text from note")).extracting("text").containsExactly("second");
  }

  private CompletableFuture<Void> handleInBackground(AtomicReference<Boolean> handled) {
    return InBackground.run(
        () -> {
          handled.set(inbox.handle("shipping", "m1", connection -> note(connection, "second")));
          return null;
        });
  }

  private CompletableFuture<Void> acceptInBackground(
      List<String> ids, AtomicReference<Set<String>> accepted) {
    return InBackground.run(
        () -> {
          try (Connection connection = transaction()) {
            accepted.set(inbox.accept(connection, "shipping", ids));
            connection.commit();
            return null;
          }
        });
  }

  private static Connection transaction() throws SQLException {
    Connection connection = db.dataSource().getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  static void note(Connection connection, String text) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("insert into note values ('" + text + "')");
    }
  }

  private static void awaitBlocked(int sessions) {
    await()
        .until(
            () ->
                db.number(
                        "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                            + " and datname = current_database()")
                    == sessions);
  }
}
