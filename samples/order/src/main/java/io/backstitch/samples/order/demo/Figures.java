package io.backstitch.samples.order.demo;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/**
 * Numbers out of one database, each read in a transaction of its own.
 *
 * @param url its JDBC URL
 */
record Figures(String url) {

  /** The only number that a query returns. */
  long number(String query) {
    return byName("select '' as name, (" + query + ") as number").values().iterator().next();
  }

  /** The second column of each row, by the first. */
  Map<String, Long> byName(String query) {
    try (Connection db = DriverManager.getConnection(url);
        Statement statement = db.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      Map<String, Long> numbers = new TreeMap<>();
      while (row.next()) {
        numbers.put(row.getString(1), row.getLong(2));
      }
      return numbers;
    } catch (SQLException e) {
      throw new IllegalStateException("The audit cannot read: " + query, e);
    }
  }
}
