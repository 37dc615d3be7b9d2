package io.backstitch.outbox;

import static io.backstitch.outbox.schema.tables.SagaOutbox.SAGA_OUTBOX;

import io.backstitch.outbox.migration.SchemaTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * The statement that appends messages, for those who send it to PostgreSQL together with statements
 * of their own, in one round trip. All others call {@link Outbox#append(Connection, List)}. Any
 * thread may use it.
 */
public final class OutboxStatement {

  private static final int PARAMETERS = 7;

  private final String text;

  OutboxStatement(SchemaTables tables) {
    // One text, and so one plan, for any number of messages; ids are drawn in the order of the
    // list.
    text =
        """
        insert into %s (lane, message_id, destination, key, type, headers, payload)
        select lane, message_id, destination, key, type, headers::text[], payload
        from unnest(?, ?, ?, ?, ?, ?, ?) with ordinality
          as m (lane, message_id, destination, key, type, headers, payload, place)
        order by place
        """
            .formatted(tables.nameOf(SAGA_OUTBOX));
  }

  /** Writes messages so that their ids follow the order of the list. */
  void append(Connection connection, List<OutboxMessage> messages) throws SQLException {
    try (PreparedStatement sql = connection.prepareStatement(text)) {
      set(sql, 1, messages);
      sql.executeUpdate();
    }
  }

  /**
   * The statement.
   *
   * @return SQL with parameters for {@link #set}, without a semicolon
   */
  public String text() {
    return text;
  }

  /**
   * Sets its parameters.
   *
   * @param sql a statement that contains {@link #text()}
   * @param first the index of its first parameter there
   * @param messages what to append, in this order
   * @return the index after its last parameter
   * @throws SQLException if the driver refuses
   */
  public int set(PreparedStatement sql, int first, List<OutboxMessage> messages)
      throws SQLException {
    int count = messages.size();
    Short[] lanes = new Short[count];
    String[] ids = new String[count];
    String[] destinations = new String[count];
    String[] keys = new String[count];
    String[] types = new String[count];
    String[] headers = new String[count];
    byte[][] payloads = new byte[count][];
    for (int i = 0; i < count; i++) {
      OutboxMessage message = messages.get(i);
      lanes[i] = Lane.of(message.key());
      ids[i] = message.id().toString();
      destinations[i] = message.destination();
      keys[i] = message.key();
      types[i] = message.type();
      headers[i] = MessageHeaders.arrayLiteral(message.headers());
      payloads[i] = message.payloadUncopied();
    }
    Connection db = sql.getConnection();
    sql.setArray(first, db.createArrayOf("int2", lanes));
    sql.setArray(first + 1, db.createArrayOf("uuid", ids));
    sql.setArray(first + 2, db.createArrayOf("text", destinations));
    sql.setArray(first + 3, db.createArrayOf("text", keys));
    sql.setArray(first + 4, db.createArrayOf("text", types));
    sql.setArray(first + 5, db.createArrayOf("text", headers));
    sql.setArray(first + 6, db.createArrayOf("bytea", payloads));
    return first + PARAMETERS;
  }
}
