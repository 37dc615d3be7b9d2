package io.backstitch.servers;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An empty database for one test class, on a PostgreSQL that all test classes of this JVM share and
 * that is started when the first of them needs it; or on a server of the test's own.
 *
 * <pre>{@code
 * @RegisterExtension static final Database db = Database.fresh();
 * }</pre>
 */
public final class Database implements BeforeAllCallback, AfterAllCallback {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Supplier<PostgresServer> server;
  private final String name = "test_" + COUNT.incrementAndGet();

  private Database(Supplier<PostgresServer> server) {
    this.server = server;
  }

  /**
   * A database that is created before the first test of the class and dropped after the last.
   *
   * @return the extension to register in a static field
   */
  public static Database fresh() {
    return new Database(PostgresServer::shared);
  }

  /**
   * An empty database on a server of the test's own, which may be killed and started again. It is
   * there at once, and ends with the server.
   *
   * @param server a server that runs
   * @return the database
   */
  public static Database on(PostgresServer server) {
    Database database = new Database(() -> server);
    server.createDatabase(database.name);
    return database;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    server.get().createDatabase(name);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    server.get().dropDatabase(name);
  }

  /**
   * Its address, for a pool or for another process.
   *
   * @return a JDBC URL that names the user too
   */
  public String url() {
    return server.get().jdbcUrl(name);
  }

  /**
   * Connections without a pool: every {@code getConnection()} is a new one.
   *
   * @return the data source
   */
  public DataSource dataSource() {
    return server.get().dataSource(name);
  }

  /**
   * Runs statements, separated by semicolons, in one transaction of their own.
   *
   * @param sql the statements
   * @throws SQLException if one fails; then none has happened
   */
  public void execute(String sql) throws SQLException {
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /**
   * The first column of the first row.
   *
   * @param sql a query with at least one row
   * @return its number
   * @throws SQLException if the query fails or has no row
   */
  public long number(String sql) throws SQLException {
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /**
   * All rows, each as its columns by name, in the order of the query.
   *
   * @param sql a query
   * @return the rows
   * @throws SQLException if the query fails
   */
  public List<Map<String, @Nullable Object>> rows(String sql) throws SQLException {
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      List<Map<String, @Nullable Object>> rows = new ArrayList<>();
      while (row.next()) {
        rows.add(columns(row));
      }
      return rows;
    }
  }

  private static Map<String, @Nullable Object> columns(ResultSet row) throws SQLException {
    ResultSetMetaData form = row.getMetaData();
    Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    for (int i = 1; i <= form.getColumnCount(); i++) {
      columns.put(form.getColumnLabel(i), row.getObject(i));
    }
    return columns;
  }
}
