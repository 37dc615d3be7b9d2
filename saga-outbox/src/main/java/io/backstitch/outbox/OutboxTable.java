package io.backstitch.outbox;

import static io.backstitch.outbox.schema.tables.SagaOutbox.SAGA_OUTBOX;

import io.backstitch.outbox.migration.SchemaTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The messages on their way. The statements are plain SQL: every message passes through them, and
 * what they do with arrays jOOQ cannot say.
 */
final class OutboxTable {

  /** What a relay holds in memory at most, give or take one message. */
  private static final int MAX_BATCH_BYTES = 16 * OutboxMessage.MAX_PAYLOAD_BYTES;

  private final OutboxStatement append;
  private final String read;
  private final String delete;

  OutboxTable(SchemaTables tables) {
    String outbox = tables.nameOf(SAGA_OUTBOX);
    append = new OutboxStatement(tables);
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
    try (PreparedStatement sql = connection.prepareStatement(append.text())) {
      append.set(sql, 1, messages);
      sql.executeUpdate();
    }
  }

  OutboxStatement statement() {
    return append;
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
      sql.setArray(1, connection.createArrayOf("int2", lanes(messages)));
      sql.setArray(2, connection.createArrayOf("int8", ids(messages)));
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

  private static Short[] lanes(List<StoredMessage> messages) {
    return messages.stream().map(StoredMessage::lane).toArray(Short[]::new);
  }

  private static Long[] ids(List<StoredMessage> messages) {
    return messages.stream().map(StoredMessage::id).toArray(Long[]::new);
  }
}
