package io.backstitch.runtime.storm;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.backstitch.outbox.migration.MigrationException;
import io.backstitch.runtime.SagaEngine;
import io.backstitch.runtime.SagaEngineBuilder;
import io.backstitch.runtime.SagaStorageException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * An engine in a JVM of its own, with callers that fetch orders from a {@link Desk} and say what
 * came of them. It begins as soon as the database is there, and ends in order on SIGTERM.
 */
public final class StormEngine {

  /** What it says when its callers may come. */
  static final String UP = "engine is up";

  private static final int CALLERS = 12;
  private static final int MOST_SAGAS = 24;

  private StormEngine() {}

  /**
   * The engine uses the first URL, its steps note what they do through the second; then come the
   * name, which no other process has, and the port of the desk. The tables must be there.
   */
  public static void main(String[] arguments) {
    HikariDataSource pool = pool(arguments[0], 8);
    HikariDataSource direct = pool(arguments[1], 8);
    String name = arguments[2];
    CompletableFuture<UUID> id = new CompletableFuture<>();
    SagaEngine engine = started(pool, name, new World(direct, id));
    Runtime.getRuntime().addShutdownHook(new Thread(engine::close));
    id.complete(idOf(name, direct));
    System.out.println(UP);
    for (int i = 0; i < CALLERS; i++) {
      new Thread(new Caller(engine, pool, Integer.parseInt(arguments[3])), "caller-" + i).start();
    }
  }

  private static HikariDataSource pool(String url, int size) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(size);
    config.setConnectionTimeout(1_000);
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }

  /** Tries as long as the database is away; the pool makes it wait a second each time. */
  private static SagaEngine started(HikariDataSource pool, String name, World world) {
    SagaEngineBuilder builder =
        SagaEngine.builder(pool)
            .name(name)
            .leaseFor(StormPlan.LEASE)
            .pollEvery(Duration.ofMillis(50))
            .closeWithin(Duration.ofMillis(1_500))
            .mostSagas(MOST_SAGAS)
            .withoutMigrations();
    Shapes.ALL.forEach(shape -> builder.register(new StormSaga(shape, world).define()));
    while (true) {
      try {
        return builder.build();
      } catch (MigrationException | SagaStorageException e) {
        System.out.println("not yet: " + e.getMessage());
      }
    }
  }

  private static UUID idOf(String name, HikariDataSource direct) {
    while (true) {
      try {
        Optional<UUID> id = findId(name, direct);
        if (id.isPresent()) {
          return id.get();
        }
      } catch (SQLException e) {
        System.out.println("not yet: " + e.getMessage());
      }
    }
  }

  private static Optional<UUID> findId(String name, HikariDataSource direct) throws SQLException {
    try (Connection db = direct.getConnection();
        PreparedStatement sql = db.prepareStatement("select id from saga_engine where name = ?")) {
      sql.setString(1, name);
      try (ResultSet row = sql.executeQuery()) {
        return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
      }
    }
  }
}
