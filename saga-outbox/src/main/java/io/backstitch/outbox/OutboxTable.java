package io.backstitch.outbox;

import static io.backstitch.outbox.schema.tables.SagaOutbox.SAGA_OUTBOX;

import io.backstitch.outbox.migration.SchemaTables;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * The messages on their way. The statements are plain SQL: every message passes through all three,
 * and what they do with arrays jOOQ cannot say.
 */
final class OutboxTable {

  /** What a relay holds in memory at most, give or take one message. */
  private static final int MAX_BATCH_BYTES = 16 * OutboxMessage.MAX_PAYLOAD_BYTES;

  private final String append;
  private final String read;
  private final String delete;

  OutboxTable(SchemaTables tables) {
    String outbox = tables.nameOf(SAGA_OUTBOX);
    // One text, and so one plan, for any number of messages; ids are drawn in the order of the
    // list.
    append =
        """
        insert into %s (lane, message_id, destination, key, type, headers, payload)
        select lane, message_id, destination, key, type, headers::text[], payload
        from unnest(?, ?, ?, ?, ?, ?, ?) with ordinality
          as m (lane, message_id, destination, key, type, headers, payload, place)
        order by place
        """
            .formatted(outbox);
    // Lane after lane, each from the front of its index, and no further than the limits: a backlog
    // of millions is never sorted. The running sum keeps large payloads from filling the memory.
    read =
        """
        select lane, id, message_id, destination, key, type, headers, payload, created_at, bytes
        from (
          select o.*, sum(octet_length(o.payload)) over (rows unbounded preceding) as bytes
          from unnest(?) as l (lane)
          cross join lateral (select * from %s where lane = l.lane order by id limit ?) as o
          limit ?
        ) as m
        where bytes - octet_length(payload) < ?
        """
            .formatted(outbox);
    // By key, never by range: a row with a lower id may have been committed in the meantime.
    delete =
        """
        delete from %s as o
        using unnest(?, ?) as d (lane, id)
        where o.lane = d.lane and o.id = d.id
        """
            .formatted(outbox);
  }

  /** Writes messages so that their ids follow the order of the list. */
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

  /**
   * Reads the first messages of lanes without locking them: whoever calls must hold the lanes, and
   * must have locked them in an earlier statement, or the snapshot could be older than the lock.
   */
  Batch read(Connection connection, List<Short> lanes, int limit) throws SQLException {
    try (PreparedStatement sql = connection.prepareStatement(read)) {
      sql.setArray(1, connection.createArrayOf("int2", lanes.toArray()));
      sql.setInt(2, limit);
      sql.setInt(3, limit);
      sql.setInt(4, MAX_BATCH_BYTES);
      try (ResultSet row = sql.executeQuery()) {
        List<StoredMessage> messages = new ArrayList<>();
        long bytes = 0;
        while (row.next()) {
          messages.add(message(row));
          bytes = row.getLong("bytes");
        }
        return new Batch(messages, messages.size() == limit || bytes >= MAX_BATCH_BYTES);
      }
    }
  }

  /** Deletes messages that were delivered. */
  void delete(Connection connection, List<StoredMessage> messages) throws SQLException {
    try (PreparedStatement sql = connection.prepareStatement(delete)) {
      sql.setArray(1, array(connection, "int2", messages, StoredMessage::lane));
      sql.setArray(2, array(connection, "int8", messages, StoredMessage::id));
      sql.executeUpdate();
    }
  }

  private static StoredMessage message(ResultSet row) throws SQLException {
    OutboxMessage message =
        new OutboxMessage(
            row.getObject("message_id", UUID.class),
            new OutboxMessage.Address(
                row.getString("destination"), row.getString("key"), row.getString("type")),
            MessageHeaders.fromArray((String[]) row.getArray("headers").getArray()),
            row.getBytes("payload"),
            row.getObject("created_at", OffsetDateTime.class).toInstant());
    return new StoredMessage(row.getShort("lane"), row.getLong("id"), message);
  }

  private static <T> Array array(
      Connection connection, String type, List<T> rows, Function<T, Object> column)
      throws SQLException {
    return connection.createArrayOf(type, rows.stream().map(column).toArray());
  }
}
