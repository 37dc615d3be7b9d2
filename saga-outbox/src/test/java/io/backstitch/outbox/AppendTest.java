package io.backstitch.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.backstitch.servers.Database;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AppendTest {

  @RegisterExtension static final Database db = Database.fresh();

  private Outbox outbox;

  @BeforeEach
  void empty() throws SQLException {
    outbox = Outbox.on(db.dataSource());
    db.execute("truncate saga_outbox; create table if not exists note (text text)");
  }

  @Test
  void shares_the_transaction_of_the_caller() throws SQLException {
    try (Connection connection = transaction()) {
      note(connection, "kept");
      outbox.append(connection, message("a", "kept"));
      connection.commit();
    }

    assertThat(
            db.number(
                "select count(*) from saga_outbox m join note n on m.xmin::text = n.xmin::text"))
        .isEqualTo(1);
  }

  @Test
  void is_rolled_back_with_the_caller() throws SQLException {
    try (Connection connection = transaction()) {
      outbox.append(connection, message("a", "never"));
      connection.rollback();
    }

    assertThat(db.number("select count(*) from saga_outbox")).isZero();
  }

  @Test
  void needs_a_transaction() throws SQLException {
    try (Connection connection = db.dataSource().getConnection()) {
      assertThatIllegalStateException()
          .isThrownBy(() -> outbox.append(connection, message("a", "1")))
          .withMessageContaining("auto-commit")
          .withMessageContaining("Nothing was appended");
    }
  }

  @Test
  void keeps_the_order_of_a_list() throws SQLException {
    List<OutboxMessage> messages =
        IntStream.range(0, 1_000).mapToObj(i -> message("k" + i % 7, "" + i)).toList();
    append(messages);

    List<Map<String, Object>> rows =
        db.rows("select convert_from(payload, 'UTF8') as text from saga_outbox order by id");
    assertThat(rows).extracting(row -> row.get("text")).isEqualTo(texts(messages));
  }

  @Test
  void appends_an_empty_list_without_a_statement() throws SQLException {
    append(List.of());

    assertThat(db.number("select count(*) from saga_outbox")).isZero();
  }

  @Test
  void stores_hostile_text_unchanged() throws SQLException {
    String hostile = "'\";\\ {a,b} NULL \n\t\u0001 €😀 ?::int $1 {0} %s ${x}";
    OutboxMessage message =
        OutboxMessage.to(hostile)
            .key(hostile)
            .type(hostile)
            .header(hostile, hostile)
            .header("empty", "")
            .header("null", "NULL")
            .build();
    append(List.of(message, OutboxMessage.to("plain").type("t").build()));

    Map<String, Object> row = db.rows("select * from saga_outbox order by id").get(0);
    assertThat(List.of(row.get("destination"), row.get("key"), row.get("type")))
        .containsOnly(hostile);
    assertThat(row.get("message_id")).isEqualTo(message.id());
    assertThat(
            db.number(
                "select count(*) from saga_outbox where headers[1] = destination"
                    + " and headers[2] = destination and headers[3:6] = '{empty,\"\",\"null\",\"NULL\"}'"))
        .isEqualTo(1);
  }

  @Test
  void puts_all_messages_of_a_key_into_one_lane() throws SQLException {
    append(IntStream.range(0, 2_000).mapToObj(i -> message("key-" + i % 1_000, "")).toList());

    assertThat(
            db.number(
                "select max(n) from (select count(distinct lane) n from saga_outbox group by key) k"))
        .isEqualTo(1);
    assertThat(db.number("select count(distinct lane) from saga_outbox")).isGreaterThan(240);
  }

  @Test
  void a_key_keeps_its_lane_for_ever() {
    assertThat(Lane.of("order-1")).isEqualTo((short) 239);
    assertThat(Lane.of("€")).isEqualTo((short) 214);
  }

  private void append(List<OutboxMessage> messages) throws SQLException {
    try (Connection connection = transaction()) {
      outbox.append(connection, messages);
      connection.commit();
    }
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

  private static OutboxMessage message(String key, String text) {
    return OutboxMessage.to("letters")
        .key(key)
        .type("letter")
        .payload(text.getBytes(StandardCharsets.UTF_8))
        .build();
  }

  private static List<Object> texts(List<OutboxMessage> messages) {
    return messages.stream()
        .map(message -> (Object) new String(message.payload(), StandardCharsets.UTF_8))
        .toList();
  }
}
