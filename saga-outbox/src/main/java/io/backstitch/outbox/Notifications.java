package io.backstitch.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** How processes tell each other, through PostgreSQL, that there are messages. */
final class Notifications {

  private static final String CHANNEL = "backstitch_outbox";

  private Notifications() {}

  /** Tells all who listen. In a transaction of its own: one that notifies makes others wait. */
  static void send(DataSource dataSource, String schema) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(true);
      try (PreparedStatement sql = connection.prepareStatement("select pg_notify(?, ?)")) {
        sql.setString(1, CHANNEL);
        sql.setString(2, schema);
        sql.execute();
      }
    }
  }

  /** Begins to listen on a connection. */
  static void listen(Connection connection) throws SQLException {
    connection.setAutoCommit(true);
    try (Statement sql = connection.createStatement()) {
      sql.execute("listen " + CHANNEL);
    }
  }

  static void listenNoMore(Connection connection) throws SQLException {
    try (Statement sql = connection.createStatement()) {
      sql.execute("unlisten " + CHANNEL);
    }
  }

  /** Waits so long at most, and says whether there was news of a schema. */
  static boolean news(Connection connection, String schema, Duration patience) throws SQLException {
    @Nullable PGNotification[] received =
        connection.unwrap(PGConnection.class).getNotifications((int) patience.toMillis());
    if (received == null) {
      return false;
    }
    for (PGNotification notification : received) {
      if (notification != null && schema.equals(notification.getParameter())) {
        return true;
      }
    }
    return false;
  }
}
