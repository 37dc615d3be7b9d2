package io.backstitch.samples.order;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** One statement on the step's own connection. */
final class Sql {

  private Sql() {}

  /** Runs it and returns how many rows it changed. */
  static int update(Connection db, String sql, Object... arguments) throws SQLException {
    try (PreparedStatement statement = db.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setObject(i + 1, arguments[i]);
      }
      return statement.executeUpdate();
    }
  }
}
