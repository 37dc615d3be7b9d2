package io.backstitch.benchmarks.engine;

import io.backstitch.benchmarks.Sessions;
import io.backstitch.servers.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * How often a server has flushed its log, whoever made it. A session tells what it has counted now
 * and then, and for certain when it ends: so the count is taken when there is no other.
 */
final class FlushCount {

  private static final int NEWEST_WITH_WAL_SYNC = 17;

  private final PostgresServer server;

  FlushCount(PostgresServer server) {
    this.server = server;
  }

  long now() throws SQLException, InterruptedException {
    try (Connection db = server.dataSource("postgres").getConnection()) {
      Sessions.awaitEndOfOthers(db);
      boolean hasWalSync = db.getMetaData().getDatabaseMajorVersion() <= NEWEST_WITH_WAL_SYNC;
      return number(
          db,
          hasWalSync
              ? "select wal_sync from pg_stat_wal"
              : "select sum(fsyncs) from pg_stat_io where object = 'wal'");
    }
  }

  private static long number(Connection db, String query) throws SQLException {
    try (Statement sql = db.createStatement();
        ResultSet row = sql.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }
}
