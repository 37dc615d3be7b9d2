package io.backstitch.outbox;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.ds.PGSimpleDataSource;

/** Appends a letter in a JVM of its own, rings, and stays until the letter is gone. */
public final class RingingWriter {

  private RingingWriter() {}

  public static void main(String[] arguments) throws SQLException {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setUrl(arguments[0]);
    Outbox outbox = Outbox.builder(dataSource).notifyRelays().build();
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      outbox.append(connection, Letters.letter("from elsewhere"));
      connection.commit();
      outbox.wakeRelays();
      await().until(() -> isEmpty(connection));
    }
  }

  private static boolean isEmpty(Connection connection) throws SQLException {
    try (Statement sql = connection.createStatement();
        ResultSet row = sql.executeQuery("select count(*) from saga_outbox")) {
      row.next();
      return row.getLong(1) == 0;
    }
  }
}
