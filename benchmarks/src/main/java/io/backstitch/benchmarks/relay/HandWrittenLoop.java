package io.backstitch.benchmarks.relay;

import io.backstitch.benchmarks.relay.RelayRun.Sent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/**
 * What one would write without an outbox library: reads 2,000 events behind the last one, sends
 * them, awaits the answers, deletes them and commits. It would miss who commits late.
 */
final class HandWrittenLoop {

  private static final int BATCH = RelayRun.BATCH;

  private final OutboxTables tables;
  private final BareClient client;
  private long last;
  private long sent;

  HandWrittenLoop(OutboxTables tables, BareClient client) {
    this.tables = tables;
    this.client = client;
  }

  /** Sends all that is there. */
  Sent run() throws Exception {
    try (Connection db = tables.dataSource().getConnection()) {
      db.setAutoCommit(false);
      try (Statement sql = db.createStatement()) {
        sql.execute("set synchronous_commit = off; set enable_seqscan = off");
      }
      db.commit();
      long start = System.nanoTime();
      sent = 0;
      last = 0;
      while (turn(db)) {
        // There may be more.
      }
      return new Sent(sent, System.nanoTime() - start);
    }
  }

  /** One batch; returns whether there was one. */
  private boolean turn(Connection db) throws Exception {
    List<Long> ids = new ArrayList<>(BATCH);
    List<Event> events = read(db, ids);
    if (events.isEmpty()) {
      db.rollback();
      return false;
    }
    CountDownLatch unconfirmed = new CountDownLatch(events.size());
    for (Event event : events) {
      client.send(event, unconfirmed::countDown);
    }
    client.flush();
    unconfirmed.await();
    try (PreparedStatement sql =
        db.prepareStatement("delete from floor_outbox where id = any (?)")) {
      sql.setArray(1, db.createArrayOf("int8", ids.toArray()));
      sql.executeUpdate();
    }
    db.commit();
    sent += ids.size();
    last = ids.get(ids.size() - 1);
    return true;
  }

  private List<Event> read(Connection db, List<Long> ids) throws SQLException {
    List<Event> events = new ArrayList<>(BATCH);
    try (PreparedStatement sql =
        db.prepareStatement(
            "select id, message_id, destination, key, type, payload, created_at from floor_outbox"
                + " where id > ? order by id limit ?")) {
      sql.setLong(1, last);
      sql.setInt(2, BATCH);
      try (ResultSet row = sql.executeQuery()) {
        while (row.next()) {
          ids.add(row.getLong(1));
          events.add(
              new Event(
                  row.getObject(2, UUID.class),
                  row.getString(4),
                  row.getObject(7, OffsetDateTime.class).toInstant(),
                  row.getBytes(6)));
        }
      }
    }
    return events;
  }
}
