package io.backstitch.outbox;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;

/**
 * Some destinations, as a condition on the column of that name.
 *
 * @param condition what follows the others in a WHERE; empty, or with one parameter
 * @param names the value of that parameter
 */
record Destinations(String condition, Set<String> names) {

  static Destinations only(Set<String> names) {
    return new Destinations(" and destination = any (?)", Set.copyOf(names));
  }

  static Destinations allBut(Set<String> names) {
    return names.isEmpty()
        ? new Destinations("", Set.of())
        : new Destinations(" and destination <> all (?)", Set.copyOf(names));
  }

  /** Sets the parameter, if there is one, and returns the index of the next. */
  int set(PreparedStatement sql, int index) throws SQLException {
    if (condition.isEmpty()) {
      return index;
    }
    sql.setArray(index, sql.getConnection().createArrayOf("text", names.toArray()));
    return index + 1;
  }
}
