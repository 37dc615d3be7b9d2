package io.backstitch.outbox;

import static io.backstitch.outbox.schema.tables.SagaInbox.SAGA_INBOX;

import io.backstitch.outbox.migration.SchemaTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What consumers have handled. Plain SQL: every message passes through the insert, and jOOQ cannot
 * say the array of the sweep.
 */
final class InboxTable {

  private final String insert;
  private final String find;
  private final String sweep;

  InboxTable(SchemaTables tables) {
    String inbox = tables.nameOf(SAGA_INBOX);
    // In one order, whatever the order of the list: two batches with the same messages wait for
    // each other in turn, and do not deadlock.
    insert =
        """
        insert into %s (consumer, message_id)
        select ?, id from unnest(?) as m (id) order by id
        on conflict do nothing
        returning message_id
        """
            .formatted(inbox);
    find =
        """
        select from %s
        where consumer = ? and message_id = ? and xmin = pg_current_xact_id_if_assigned()::xid
        """
            .formatted(inbox);
    sweep =
        """
        delete from %1$s where ctid = any (array(
          select ctid from %1$s
          where handled_at < clock_timestamp() - ? * interval '1 millisecond'
          order by handled_at limit ?
          for update skip locked))
        """
            .formatted(inbox);
  }

  /** Returns those that were not there, in the order of the list. */
  Set<String> insert(Connection connection, String consumer, List<String> messageIds)
      throws SQLException {
    Set<String> inserted = new HashSet<>();
    try (PreparedStatement sql = connection.prepareStatement(insert)) {
      sql.setString(1, consumer);
      sql.setArray(2, connection.createArrayOf("text", messageIds.toArray()));
      try (ResultSet row = sql.executeQuery()) {
        while (row.next()) {
          inserted.add(row.getString(1));
        }
      }
    }
    Set<String> inOrder = new LinkedHashSet<>(messageIds);
    inOrder.retainAll(inserted);
    return inOrder;
  }

  /** Whether it was this transaction that inserted it; outside of any savepoint. */
  boolean wasInsertedHere(Connection connection, String consumer, String messageId)
      throws SQLException {
    try (PreparedStatement sql = connection.prepareStatement(find)) {
      sql.setString(1, consumer);
      sql.setString(2, messageId);
      try (ResultSet row = sql.executeQuery()) {
        return row.next();
      }
    }
  }

  int sweep(Connection connection, Duration keep, int limit) throws SQLException {
    try (PreparedStatement sql = connection.prepareStatement(sweep)) {
      sql.setLong(1, keep.toMillis());
      sql.setInt(2, limit);
      return sql.executeUpdate();
    }
  }
}
