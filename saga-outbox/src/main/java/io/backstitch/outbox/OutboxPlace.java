package io.backstitch.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One outbox in the world, however its database is reached: those who write into it and those who
 * relay it find each other by this.
 *
 * @param database PostgreSQL's own names of the cluster and the database
 */
record OutboxPlace(String database, String schema) {

  private static final Logger log = LoggerFactory.getLogger(OutboxPlace.class);

  /** Empty if PostgreSQL does not tell. */
  static Optional<OutboxPlace> of(DataSource dataSource, String schema) {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(true);
      try (PreparedStatement sql =
              connection.prepareStatement(
                  """
                  select (select system_identifier from pg_control_system()) || '/' || oid
                  from pg_database where datname = current_database()
                  """);
          ResultSet row = sql.executeQuery()) {
        return row.next()
            ? Optional.of(new OutboxPlace(row.getString(1), schema))
            : Optional.empty();
      }
    } catch (SQLException e) {
      log.debug("Relays of this JVM cannot be woken by writers of this JVM", e);
      return Optional.empty();
    }
  }
}
