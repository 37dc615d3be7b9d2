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

  private final String one;
  private final String many;

  OutboxStatement(SchemaTables tables) {
    String outbox = tables.nameOf(SAGA_OUTBOX);
    // Arrays, and the function that takes them apart, cost more than all the rest of one row.
    one =
        """
        insert into %s (lane, message_id, destination, key, type, headers, payload)
        values (?, ?, ?, ?, ?, ?::text[], ?)
        """
            .formatted(outbox);
    // One text, and so one plan, for any number of messages; ids are drawn in the order of the
    // list.
    many =
        """
        insert into %s (lane, message_id, destination, key, type, headers, payload)
        select lane, message_id, destination, key, type, headers::text[], payload
        from unnest(?, ?, ?, ?, ?, ?, ?) with ordinality
          as m (lane, message_id, destination, key, type, headers, payload, place)
        order by place
        """
            .formatted(outbox);
  }

  /** Writes messages so that their ids follow the order of the list. */
  void append(Connection connection, List<OutboxMessage> messages) throws SQLException {
    try (PreparedStatement sql = connection.prepareStatement(messages.size() == 1 ? one : many)) {
      set(sql, 1, messages);
      sql.executeUpdate();
    }
  }

  /**
   * The statement for one message.
   *
   * @return SQL with parameters for {@link #set}, without a semicolon
   */
  public String one() {
    return one;
  }

  /**
   * The statement for two messages or more, whatever their number.
   *
   * @return SQL with parameters for {@link #set}, without a semicolon
   */
  public String many() {
    return many;
  }

  /**
   * Sets its parameters.
   *
   * @param sql a statement that contains {@link #one()} or {@link #many()}, as many as these are
   * @param first the index of its first parameter there
   * @param messages what to append, in this order
   * @return the index after its last parameter
   * @throws SQLException if the driver refuses
   */
  public int set(PreparedStatement sql, int first, List<OutboxMessage> messages)
      throws SQLException {
    if (messages.size() == 1) {
      setOne(sql, first, messages.get(0));
    } else {
      setMany(sql, first, messages);
    }
    return first + PARAMETERS;
  }

  private static void setOne(PreparedStatement sql, int first, OutboxMessage message)
      throws SQLException {
    sql.setShort(first, Lane.of(message.key()));
    sql.setObject(first + 1, message.id());
    sql.setString(first + 2, message.destination());
    sql.setString(first + 3, message.key());
    sql.setString(first + 4, message.type());
    sql.setString(first + 5, MessageHeaders.arrayLiteral(message.headers()));
    sql.setBytes(first + 6, message.payloadUncopied());
  }

  private static void setMany(PreparedStatement sql, int first, List<OutboxMessage> messages)
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
  }
}
