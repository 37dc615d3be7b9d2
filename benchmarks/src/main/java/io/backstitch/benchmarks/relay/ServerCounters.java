package io.backstitch.benchmarks.relay;

import io.backstitch.benchmarks.Sessions;
import io.backstitch.servers.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What a server has counted.
 *
 * @param wal bytes of log, of all databases
 * @param commits of one database, by all sessions that have ended or were told to tell
 */
record ServerCounters(long wal, long commits) {

  /** As they are. */
  static ServerCounters now(PostgresServer server, String database) throws SQLException {
    try (Connection db = server.dataSource("postgres").getConnection()) {
      return read(db, database);
    }
  }

  /** When there are no sessions any more: each tells for certain when it ends. */
  static ServerCounters atTheEnd(PostgresServer server, String database)
      throws SQLException, InterruptedException {
    try (Connection db = server.dataSource("postgres").getConnection()) {
      Sessions.awaitEndOfOthers(db);
      return read(db, database);
    }
  }

  ServerCounters since(ServerCounters earlier) {
    return new ServerCounters(wal - earlier.wal, commits - earlier.commits);
  }

  private static ServerCounters read(Connection db, String database) throws SQLException {
    try (PreparedStatement sql =
        db.prepareStatement(
            "select pg_current_wal_insert_lsn() - '0/0', xact_commit from pg_stat_database"
                + " where datname = ?")) {
      sql.setString(1, database);
      try (ResultSet row = sql.executeQuery()) {
        row.next();
        return new ServerCounters(row.getLong(1), row.getLong(2));
      }
    }
  }
}
