package io.backstitch.benchmarks;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** The sessions of a server: each tells what it has counted now and then, and when it ends. */
public final class Sessions {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Sessions() {}

  /**
   * Waits until a session is the only one.
   *
   * @param db the one that stays
   * @throws IllegalStateException if others stay too
   */
  public static void awaitEndOfOthers(Connection db) throws SQLException, InterruptedException {
    long start = System.nanoTime();
    while (others(db) > 0) {
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        throw new IllegalStateException("sessions stay open, so what they do cannot be counted");
      }
      Thread.sleep(10);
    }
  }

  private static long others(Connection db) throws SQLException {
    try (Statement sql = db.createStatement();
        ResultSet row =
            sql.executeQuery(
                "select count(*) from pg_stat_activity"
                    + " where backend_type = 'client backend' and pid <> pg_backend_pid()")) {
      row.next();
      return row.getLong(1);
    }
  }
}
