package io.backstitch.outbox;

import static io.backstitch.outbox.schema.tables.SagaOutbox.SAGA_OUTBOX;
import static io.backstitch.outbox.schema.tables.SagaOutboxDead.SAGA_OUTBOX_DEAD;

import io.backstitch.outbox.migration.SchemaTables;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The messages on their way, as a route reads and deletes them. The statements are plain SQL: every
 * message passes through them, and what they do with arrays jOOQ cannot say.
 */
final class OutboxTable {

  /** What a relay holds in memory at most, give or take one message. */
  static final int MAX_BATCH_BYTES = 16 * OutboxMessage.MAX_PAYLOAD_BYTES;

  private static final int SMALL_BYTES = 8 * 1024;

  private final Destinations destinations;
  private final String readSmall;
  private final String readAny;
  private final String delete;

  OutboxTable(SchemaTables tables, Destinations destinations) {
    this.destinations = destinations;
    String outbox = tables.nameOf(SAGA_OUTBOX);
    // Lane after lane, each from where its messages begin, and no further than the limits: a
    // backlog of millions is never sorted. Most messages have no headers, and an array is dear to
    // read. Large payloads are left out: whoever meets one reads again, with a limit of bytes.
    readSmall =
        """
        select lane, id, message_id, destination, key, type, nullif(headers, '{}'),
          case when octet_length(payload) <= %4$d then payload end, created_at,
          exists (select from %2$s where holds_key), tuple, 0
        from unnest(?, ?) as l (lane, low)
        cross join lateral (
          select ctid as tuple, id, message_id, destination, key, type, headers, payload, created_at
          from %1$s where lane = l.lane and id >= l.low%3$s order by id limit ?) as o
        limit ?
        """
            .formatted(
                outbox, tables.nameOf(SAGA_OUTBOX_DEAD), destinations.condition(), SMALL_BYTES);
    // The running sum costs as much as all the rest where messages are small.
    readAny =
        """
        select lane, id, message_id, destination, key, type, nullif(headers, '{}'), payload, created_at,
          exists (select from %2$s where holds_key), tuple, bytes
        from (
          select o.*, sum(octet_length(o.payload)) over (rows unbounded preceding) as bytes
          from unnest(?, ?) as l (lane, low)
          cross join lateral (
            select ctid as tuple, * from %1$s where lane = l.lane and id >= l.low%3$s order by id limit ?) as o
          limit ?
        ) as m
        where bytes - octet_length(payload) < ?
        """
            .formatted(outbox, tables.nameOf(SAGA_OUTBOX_DEAD), destinations.condition());
    // One by one, never by range: a row with a lower id may have been committed in the meantime. By
    // their tuples, which saves the way through the index; and by id, so that no other is meant,
    // should the tuple have been used again.
    delete =
        """
        delete from %s as o
        using unnest(?::tid[], ?) as d (tuple, id)
        where o.ctid = d.tuple and o.id = d.id
        """
            .formatted(outbox);
  }

  /**
   * How much to read at most.
   *
   * @param bytes of payload, give or take one message
   */
  record Limits(int messages, int bytes) {}

  /**
   * What was read, in the order of the lanes that were asked for.
   *
   * @param full whether it ended at a limit, in the middle of the lane of its last message
   */
  record Page(List<StoredMessage> messages, int bytes, boolean full, boolean keysWait) {

    boolean isCutIn(short lane) {
      return full && !messages.isEmpty() && messages.get(messages.size() - 1).lane() == lane;
    }
  }

  /**
   * Reads the first messages of lanes without locking them: whoever calls must hold the lanes, and
   * must have locked them in an earlier statement, or the snapshot could be older than the lock.
   *
   * @param share how many messages of each lane at most
   */
  Page read(Connection connection, List<HeldLane> lanes, int share, Limits limits)
      throws SQLException {
    try (PreparedStatement sql = connection.prepareStatement(readSmall)) {
      set(sql, lanes, share, limits.messages());
      Page small = page(sql, limits);
      if (small != null) {
        return small;
      }
    }
    try (PreparedStatement sql = connection.prepareStatement(readAny)) {
      sql.setInt(set(sql, lanes, share, limits.messages()), limits.bytes());
      return Objects.requireNonNull(page(sql, limits));
    }
  }

  private int set(PreparedStatement sql, List<HeldLane> lanes, int share, int limit)
      throws SQLException {
    Connection db = sql.getConnection();
    sql.setArray(1, db.createArrayOf("int2", lanes.stream().map(HeldLane::lane).toArray()));
    sql.setArray(2, db.createArrayOf("int8", lanes.stream().map(HeldLane::low).toArray()));
    int next = destinations.set(sql, 3);
    sql.setInt(next, share);
    sql.setInt(next + 1, limit);
    return next + 2;
  }

  /** Null if a payload was left out. */
  private static @Nullable Page page(PreparedStatement sql, Limits limits) throws SQLException {
    List<StoredMessage> messages = new ArrayList<>();
    int bytes = 0;
    boolean keysWait = false;
    try (ResultSet row = sql.executeQuery()) {
      while (row.next()) {
        byte[] payload = row.getBytes(8);
        if (payload == null) {
          return null;
        }
        messages.add(message(row, payload));
        keysWait = row.getBoolean(10);
        bytes = row.getInt(12);
      }
    }
    boolean full = messages.size() == limits.messages() || bytes >= limits.bytes();
    return new Page(messages, bytes, full, keysWait);
  }

  /** Deletes messages that were delivered; in the transaction that has read them. */
  void delete(Connection connection, List<StoredMessage> messages) throws SQLException {
    try (PreparedStatement sql = connection.prepareStatement(delete)) {
      sql.setArray(
          1,
          connection.createArrayOf("text", messages.stream().map(StoredMessage::tuple).toArray()));
      sql.setArray(
          2, connection.createArrayOf("int8", messages.stream().map(StoredMessage::id).toArray()));
      sql.executeUpdate();
    }
  }

  private static StoredMessage message(ResultSet row, byte[] payload) throws SQLException {
    Array headers = row.getArray(7);
    OutboxMessage message =
        new OutboxMessage(
            row.getObject(3, UUID.class),
            new OutboxMessage.Address(row.getString(4), row.getString(5), row.getString(6)),
            headers == null ? Map.of() : MessageHeaders.fromArray((String[]) headers.getArray()),
            payload,
            row.getObject(9, OffsetDateTime.class).toInstant());
    return new StoredMessage(row.getShort(1), row.getLong(2), row.getString(11), message);
  }
}
