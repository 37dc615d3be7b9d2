package io.backstitch.runtime;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.backstitch.servers.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A pool of ten that notes which thread borrows. */
final class CountedConnections extends HikariDataSource {

  private final List<String> borrowers = new CopyOnWriteArrayList<>();

  private CountedConnections(HikariConfig config) {
    super(config);
  }

  static CountedConnections to(Database db) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(db.url());
    config.setMaximumPoolSize(10);
    return new CountedConnections(config);
  }

  @Override
  public Connection getConnection() throws SQLException {
    borrowers.add(Thread.currentThread().getName());
    return super.getConnection();
  }

  /** How often threads whose name contains this have borrowed a connection. */
  long borrowedBy(String thread) {
    return borrowers.stream().filter(name -> name.contains(thread)).count();
  }

  /** The same for all whose name does not. */
  long borrowedByOthersThan(String thread) {
    return borrowers.stream().filter(name -> !name.contains(thread)).count();
  }
}
