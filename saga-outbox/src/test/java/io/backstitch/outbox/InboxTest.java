package io.backstitch.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.backstitch.servers.Database;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What one consumer after another finds in the inbox. */
class InboxTest {

  @RegisterExtension static final Database db = Database.fresh();

  private Inbox inbox;

  @BeforeEach
  void empty() throws SQLException {
    inbox = Inbox.on(db.dataSource());
    db.execute(
        "truncate saga_inbox; create table if not exists note (text text unique); truncate note");
  }

  @Test
  void accepts_a_message_once_for_each_consumer() throws SQLException {
    try (Connection connection = transaction()) {
      assertThat(inbox.accept(connection, "shipping", "m1")).isTrue();
      assertThat(inbox.accept(connection, "shipping", "m1")).isFalse();
      assertThat(inbox.accept(connection, "shipping", "m2")).isTrue();
      assertThat(inbox.accept(connection, "billing", "m1")).isTrue();
      connection.commit();
    }
    try (Connection connection = transaction()) {
      assertThat(inbox.accept(connection, "shipping", "m1")).isFalse();
    }
  }

  @Test
  void forgets_what_was_accepted_when_the_handler_is_rolled_back() throws SQLException {
    try (Connection connection = transaction()) {
      assertThat(inbox.accept(connection, "shipping", "m1")).isTrue();
      connection.rollback();
      assertThat(inbox.accept(connection, "shipping", "m1")).isTrue();
    }
  }

  @Test
  void accepts_of_many_those_that_are_new_in_their_order() throws SQLException {
    try (Connection connection = transaction()) {
      assertThat(inbox.accept(connection, "shipping", List.of("z", "a"))).containsExactly("z", "a");
      assertThat(inbox.accept(connection, "shipping", List.of("y", "a", "b", "y", "z")))
          .containsExactly("y", "b");
      assertThat(inbox.accept(connection, "shipping", List.of())).isEmpty();
    }
  }

  @Test
  void keeps_hostile_ids_apart() throws SQLException {
    List<String> ids =
        List.of("'; drop table saga_inbox --", "{a,b}", "NULL", "null", " ", "a", "A", "a ", "€😀");
    try (Connection connection = transaction()) {
      assertThat(inbox.accept(connection, "'\"; {}", ids)).containsExactlyElementsOf(ids);
      assertThat(inbox.accept(connection, "'\"; {}", ids)).isEmpty();
    }
  }

  @Test
  void handles_a_message_once_with_what_the_handler_wrote() throws SQLException {
    assertThat(inbox.handle("shipping", "m1", connection -> note(connection, "first"))).isTrue();
    assertThat(inbox.handle("shipping", "m1", connection -> note(connection, "second"))).isFalse();

    assertThat(db.rows("select text from note")).extracting("text").containsExactly("first");
  }

  @Test
  void throws_what_the_handler_threw_and_takes_the_message_for_new_again() throws SQLException {
    IOException failure = new IOException("the carrier does not answer");

    assertThatThrownBy(
            () ->
                inbox.handle(
                    "shipping",
                    "m1",
                    connection -> {
                      note(connection, "never");
                      throw failure;
                    }))
        .isSameAs(failure);

    assertThat(db.number("select count(*) from note")).isZero();
    assertThat(inbox.handle("shipping", "m1", connection -> note(connection, "now"))).isTrue();
  }

  @Test
  void a_handler_that_swallows_an_error_of_postgresql_has_not_handled_its_message()
      throws SQLException {
    db.execute("insert into note values ('taken')");

    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(
            () ->
                inbox.handle(
                    "shipping",
                    "m1",
                    connection -> {
                      try {
                        note(connection, "taken");
                      } catch (SQLException e) {
                        assertThat(e.getMessage()).contains("note_text_key");
                      }
                    }))
        .withMessageContaining("current transaction is aborted");

    assertThat(db.number("select count(*) from saga_inbox")).isZero();
  }

  @Test
  void a_handler_that_ends_the_transaction_is_told_so() throws SQLException {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                inbox.handle(
                    "shipping",
                    "m1",
                    connection -> {
                      connection.rollback();
                      note(connection, "never");
                    }))
        .withMessageContaining("The handler of 'shipping' for message 'm1' has ended")
        .withMessageContaining("Leave commit and rollback to Inbox.handle");
    assertThatIllegalStateException()
        .isThrownBy(() -> inbox.handle("shipping", "m1", Connection::commit));

    assertThat(db.number("select count(*) from note")).isZero();
    assertThat(inbox.handle("shipping", "m1", connection -> {})).isFalse();
  }

  @Test
  void a_handler_may_use_savepoints() throws SQLException {
    db.execute("insert into note values ('taken')");

    assertThat(
            inbox.handle(
                "shipping",
                "m1",
                connection -> {
                  Savepoint before = connection.setSavepoint();
                  try {
                    note(connection, "taken");
                  } catch (SQLException e) {
                    connection.rollback(before);
                  }
                  note(connection, "other");
                }))
        .isTrue();
  }

  @Test
  void needs_one_connection_and_gives_it_back_as_it_was() throws SQLException {
    try (HikariDataSource pool = new HikariDataSource()) {
      pool.setJdbcUrl(db.url());
      pool.setMaximumPoolSize(1);
      pool.setConnectionTimeout(1_000);
      Inbox narrow = Inbox.on(pool);
      assertThat(narrow.handle("shipping", "m1", connection -> note(connection, "1"))).isTrue();
      assertThatThrownBy(
              () ->
                  narrow.handle(
                      "shipping",
                      "m2",
                      connection -> {
                        throw new IllegalStateException("no");
                      }))
          .hasMessage("no");

      try (Connection connection = pool.getConnection()) {
        assertThat(connection.getAutoCommit()).isTrue();
      }
    }
  }

  @Test
  void needs_a_transaction() throws SQLException {
    try (Connection connection = db.dataSource().getConnection()) {
      assertThatIllegalStateException()
          .isThrownBy(() -> inbox.accept(connection, "shipping", "m1"))
          .withMessageContaining("Messages for 'shipping'")
          .withMessageContaining("auto-commit")
          .withMessageContaining("Nothing was noted. Call setAutoCommit(false)");
    }
  }

  @Test
  void refuses_names_and_ids_that_are_empty_too_long_or_not_storable() throws SQLException {
    try (Connection connection = transaction()) {
      assertThat(inbox.accept(connection, "c".repeat(100), "€".repeat(85))).isTrue();
      for (String bad : new String[] {null, "", "€".repeat(34), "\0", "half \ud83d"}) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> inbox.accept(connection, bad, "m1"))
            .withMessageContaining("The inbox was given the consumer ")
            .withMessageContaining("must have 1 to 100 bytes")
            .withMessageContaining("Nothing was noted or handled. Give it a short name");
      }
      for (String bad : new String[] {null, "", "€".repeat(86), "\0", "half \ud83d"}) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> inbox.handle("shipping", bad, unused -> {}))
            .withMessageContaining("the message id ")
            .withMessageContaining("1 to 255 bytes")
            .withMessageContaining("'ce_id'");
      }
    }
  }

  @Test
  void lives_in_a_schema_of_its_own_choice() throws SQLException {
    Inbox odd = Inbox.builder(db.dataSource()).schema("Odd \"Inbox").build();
    odd.handle("shipping", "m1", connection -> {});
    assertThat(odd.sweep(Duration.ofDays(1), 1)).isZero();

    assertThat(db.number("select count(*) from \"Odd \"\"Inbox\".saga_inbox")).isEqualTo(1);
    Inbox.builder(db.dataSource()).schema("Odd \"Inbox").withoutMigrations().build();
    assertThatThrownBy(
            () -> Inbox.builder(db.dataSource()).schema("none").withoutMigrations().build())
        .hasMessageContaining("has no Backstitch outbox tables");
    Inbox.Builder once = Inbox.builder(db.dataSource());
    once.build();
    assertThatIllegalStateException()
        .isThrownBy(once::build)
        .withMessageContaining("has built its inbox already");
  }

  private static Connection transaction() throws SQLException {
    Connection connection = db.dataSource().getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  private static void note(Connection connection, String text) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("insert into note values ('" + text + "')");
    }
  }
}
