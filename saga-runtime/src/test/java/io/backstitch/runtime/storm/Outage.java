package io.backstitch.runtime.storm;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** Tells what a database says that is away from what it says to a wrong statement. */
final class Outage {

  private static final String CONNECTION = "08";
  private static final String OPERATOR_INTERVENTION = "57";

  private Outage() {}

  static boolean explains(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    return e instanceof SQLTransientConnectionException
        || state.startsWith(CONNECTION)
        || state.startsWith(OPERATOR_INTERVENTION);
  }
}
