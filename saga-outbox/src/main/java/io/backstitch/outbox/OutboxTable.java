package io.backstitch.outbox;

import static io.backstitch.outbox.schema.tables.SagaOutbox.SAGA_OUTBOX;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** The messages on their way. */
final class OutboxTable {

  private final String append;

  OutboxTable(Tables tables) {
    // Plain SQL: the hottest statement of all. Its text, and so its plan, is the same for any
    // number
    // of messages, and ids are drawn in the order of the list.
    append =
        """
        insert into %s (lane, message_id, destination, key, type, headers, payload)
        select lane, message_id, destination, key, type, headers::text[], payload
        from unnest(?, ?, ?, ?, ?, ?, ?) with ordinality
          as m (lane, message_id, destination, key, type, headers, payload, place)
        order by place
        """
            .formatted(tables.nameOf(SAGA_OUTBOX));
  }

  void append(Connection connection, List<OutboxMessage> messages) throws SQLException {
    try (PreparedStatement sql = connection.prepareStatement(append)) {
      sql.setArray(1, array(connection, "int2", messages, m -> Lane.of(m.key())));
      sql.setArray(2, array(connection, "uuid", messages, OutboxMessage::id));
      sql.setArray(3, array(connection, "text", messages, OutboxMessage::destination));
      sql.setArray(4, array(connection, "text", messages, OutboxMessage::key));
      sql.setArray(5, array(connection, "text", messages, OutboxMessage::type));
      sql.setArray(
          6, array(connection, "text", messages, m -> MessageHeaders.arrayLiteral(m.headers())));
      byte[][] payloads =
          messages.stream().map(OutboxMessage::payloadUncopied).toArray(byte[][]::new);
      sql.setArray(7, connection.createArrayOf("bytea", payloads));
      sql.executeUpdate();
    }
  }

  private static Array array(
      Connection connection,
      String type,
      List<OutboxMessage> messages,
      Function<OutboxMessage, Object> column)
      throws SQLException {
    return connection.createArrayOf(type, messages.stream().map(column).toArray());
  }
}
