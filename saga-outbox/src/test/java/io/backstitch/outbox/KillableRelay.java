package io.backstitch.outbox;

import io.backstitch.servers.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A relay in a JVM of its own, whose broker is a table. It says "stuck" when the broker has stored
 * half of the letters and answers no more, with the transaction of the turn still open.
 */
public final class KillableRelay {

  private KillableRelay() {}

  public static void main(String[] arguments) {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setUrl(arguments[0]);
    TableBroker broker = new TableBroker(dataSource, Integer.parseInt(arguments[1]));
    Duration confirmWithin = Duration.parse(arguments[2]);
    OutboxRelay.builder(dataSource, broker)
        .confirmWithin(confirmWithin)
        .freeLanesAfter(confirmWithin.multipliedBy(2))
        .build()
        .start();
  }

  static void createTable(Database db) throws SQLException {
    db.execute("create table delivered (place bigserial, key text, text text)");
  }

  /** Stores what it gets in a commit of its own, as a broker would. */
  static final class TableBroker implements MessageBroker {

    private final DataSource dataSource;
    private final int stuckAfter;
    private int stored;

    TableBroker(DataSource dataSource, int stuckAfter) {
      this.dataSource = dataSource;
      this.stuckAfter = stuckAfter;
    }

    @Override
    public synchronized CompletionStage<Void> send(OutboxMessage message) {
      if (stored == stuckAfter) {
        System.out.println("stuck");
        return new CompletableFuture<>();
      }
      try (Connection connection = dataSource.getConnection();
          PreparedStatement sql =
              connection.prepareStatement(
                  "insert into delivered (key, text) values (?, convert_from(?, 'UTF8'))")) {
        sql.setString(1, message.key());
        sql.setBytes(2, message.payload());
        sql.executeUpdate();
        stored++;
        return CompletableFuture.completedFuture(null);
      } catch (SQLException e) {
        return CompletableFuture.failedFuture(e);
      }
    }

    @Override
    public void close() {}
  }
}
