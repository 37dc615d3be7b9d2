package io.backstitch.outbox;

import static io.backstitch.outbox.schema.tables.SagaOutbox.SAGA_OUTBOX;
import static io.backstitch.outbox.schema.tables.SagaOutboxLane.SAGA_OUTBOX_LANE;

import io.backstitch.outbox.migration.SchemaTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Keeps the commit horizon of a route up to date, by a look at PostgreSQL's locks now and then. */
final class HorizonWatch {

  private static final long EVERY_NANOS = 20_000_000;

  private final CommitHorizon horizon = new CommitHorizon();
  private final String route;
  private final LowerBounds bounds;
  private final String lastDrawn;
  private final String writers;
  private final String rewounds;
  private long lastLook = System.nanoTime() - EVERY_NANOS;

  HorizonWatch(SchemaTables tables, String route, LowerBounds bounds) {
    this.route = route;
    this.bounds = bounds;
    String outbox = tables.nameOf(SAGA_OUTBOX).replace("'", "''");
    this.lastDrawn =
        "select coalesce(pg_sequence_last_value(pg_get_serial_sequence('%s', 'id')), 0)"
            .formatted(outbox);
    this.writers =
        """
        select virtualtransaction from pg_locks
        where locktype = 'relation' and mode = 'RowExclusiveLock' and granted
          and relation = '%s'::regclass
          and database = (select oid from pg_database where datname = current_database())
          and pid is distinct from pg_backend_pid()
        """
            .formatted(outbox);
    this.rewounds =
        "select lane, rewound from %s where route = ?".formatted(tables.nameOf(SAGA_OUTBOX_LANE));
  }

  /**
   * Looks, if the last look is a while ago.
   *
   * @return up to which id all is decided, for statements that begin after this one
   */
  synchronized long decided(Connection connection) throws SQLException {
    long now = System.nanoTime();
    if (now - lastLook >= EVERY_NANOS) {
      lastLook = now;
      // In this order: who draws an id after the first statement is not missed by the second.
      boolean isSound = horizon.look(lastDrawn(connection), writers(connection));
      if (!isSound) {
        bounds.forget();
      }
      bounds.rewound(rewounds(connection));
    }
    return horizon.decided();
  }

  /** Begins anew on a new connection: the database may have been restored to an earlier state. */
  synchronized void forget() {
    horizon.forget();
    bounds.forget();
  }

  private long lastDrawn(Connection connection) throws SQLException {
    try (PreparedStatement sql = connection.prepareStatement(lastDrawn);
        ResultSet row = sql.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private Map<Short, Long> rewounds(Connection connection) throws SQLException {
    Map<Short, Long> rewounds = new HashMap<>();
    try (PreparedStatement sql = connection.prepareStatement(this.rewounds)) {
      sql.setString(1, route);
      try (ResultSet row = sql.executeQuery()) {
        while (row.next()) {
          rewounds.put(row.getShort(1), row.getLong(2));
        }
      }
    }
    return rewounds;
  }

  private Set<String> writers(Connection connection) throws SQLException {
    Set<String> writers = new HashSet<>();
    try (PreparedStatement sql = connection.prepareStatement(this.writers);
        ResultSet row = sql.executeQuery()) {
      while (row.next()) {
        writers.add(row.getString(1));
      }
    }
    return writers;
  }
}
