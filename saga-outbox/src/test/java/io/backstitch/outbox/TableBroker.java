package io.backstitch.outbox;

import io.backstitch.servers.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.sql.DataSource;

/** Stores what it gets in a table, in a commit of its own, as a broker would; may get stuck. */
final class TableBroker implements MessageBroker {

  /** Which message is the one that it gets stuck at. */
  static final int STUCK_AT = 60;

  /** Where; it says so on standard output, and goes on when somebody opens the gate. */
  enum Stuck {
    NEVER,
    BEFORE_STORING,
    BEFORE_ANSWERING
  }

  private final Connection connection;
  private final String relay;
  private final int stuckAt;
  private int received;
  Stuck stuck = Stuck.NEVER;

  TableBroker(DataSource dataSource, String relay, int stuckAt) throws SQLException {
    this.connection = dataSource.getConnection();
    this.relay = relay;
    this.stuckAt = stuckAt;
  }

  static void createTable(Database db) throws SQLException {
    db.execute(
        """
        drop table if exists delivered;
        create table delivered (place bigserial, relay text, id uuid, key text, number int)
        """);
  }

  /** Shut until the connection is closed. */
  static Connection shutGate(Database db) throws SQLException {
    Connection gate = db.dataSource().getConnection();
    try (Statement sql = gate.createStatement()) {
      sql.execute("select pg_advisory_lock(1)");
    }
    return gate;
  }

  @Override
  public synchronized CompletionStage<Void> send(OutboxMessage message) {
    try {
      received++;
      getStuck(Stuck.BEFORE_STORING);
      store(message);
      getStuck(Stuck.BEFORE_ANSWERING);
      return CompletableFuture.completedFuture(null);
    } catch (SQLException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void getStuck(Stuck here) throws SQLException {
    if (stuck == here && received == stuckAt) {
      System.out.println("stuck");
      try (Statement sql = connection.createStatement()) {
        sql.execute("select pg_advisory_lock_shared(1)");
      }
    }
  }

  private void store(OutboxMessage message) throws SQLException {
    try (PreparedStatement sql =
        connection.prepareStatement(
            "insert into delivered (relay, id, key, number)"
                + " values (?, ?, ?, convert_from(?, 'UTF8')::int)")) {
      sql.setString(1, relay);
      sql.setObject(2, message.id());
      sql.setString(3, message.key());
      sql.setBytes(4, message.payload());
      sql.executeUpdate();
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
