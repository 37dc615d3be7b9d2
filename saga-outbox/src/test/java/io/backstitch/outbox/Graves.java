package io.backstitch.outbox;

import io.backstitch.servers.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Dead letters as a relay leaves them, without one: any number, and at any time. */
final class Graves {

  static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

  private final Database db;
  private final String schema;

  Graves(Database db, String schema) {
    this.db = db;
    this.schema = '"' + schema.replace("\"", "\"\"") + '"';
  }

  /** Buries letters to "letters" that hold their keys, a second apart from each other. */
  void dig(List<String> keys) throws SQLException {
    for (int i = 0; i < keys.size(); i++) {
      dig("letters", keys.get(i), "no", LONG_AGO.plusSeconds(i));
    }
  }

  UUID dig(String destination, String key, String reason, Instant diedAt) throws SQLException {
    UUID message = UUID.randomUUID();
    String insert =
        """
        insert into %1$s.saga_outbox_dead
        values (nextval(pg_get_serial_sequence('%1$s.saga_outbox', 'id')), ?, ?, ?, ?, 'letter',
          '{h,v}', 'text', now(), ?, ?, true)
        """
            .formatted(schema);
    try (Connection connection = db.dataSource().getConnection();
        PreparedStatement sql = connection.prepareStatement(insert)) {
      sql.setShort(1, Lane.of(key));
      sql.setObject(2, message);
      sql.setString(3, destination);
      sql.setString(4, key);
      sql.setObject(5, diedAt.atOffset(ZoneOffset.UTC));
      sql.setString(6, reason);
      sql.executeUpdate();
    }
    return message;
  }

  /** Lets messages wait behind the dead letter of a key. */
  void queueBehind(String key, int followers) throws SQLException {
    String insert =
        """
        insert into %1$s.saga_outbox_parked
        select nextval(pg_get_serial_sequence('%1$s.saga_outbox', 'id')), d.id, d.lane,
          gen_random_uuid(), d.destination, d.key, d.type, '{}', 'text', now()
        from %1$s.saga_outbox_dead as d, generate_series(1, ?) where d.key = ?
        """
            .formatted(schema);
    try (Connection connection = db.dataSource().getConnection();
        PreparedStatement sql = connection.prepareStatement(insert)) {
      sql.setInt(1, followers);
      sql.setString(2, key);
      sql.executeUpdate();
    }
  }
}
