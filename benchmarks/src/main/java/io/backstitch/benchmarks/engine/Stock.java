package io.backstitch.benchmarks.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The business table of the transactional workload: a row for each step of each caller. */
final class Stock {

  static final String CREATE =
      """
      create table stock (caller integer, step integer, changes bigint not null,
        primary key (caller, step)) with (fillfactor = 50)
      """;

  static final String FILL =
      """
      truncate stock;
      insert into stock select caller, step, 0
      from generate_series(0, 255) caller, generate_series(1, 5) step
      """;

  private Stock() {}

  static void change(Connection db, int caller, int step) throws SQLException {
    try (PreparedStatement sql =
        db.prepareStatement(
            "update stock set changes = changes + 1 where caller = ? and step = ?")) {
      sql.setInt(1, caller);
      sql.setInt(2, step);
      if (sql.executeUpdate() != 1) {
        throw new IllegalStateException("no stock for caller " + caller + ", step " + step);
      }
    }
  }
}
