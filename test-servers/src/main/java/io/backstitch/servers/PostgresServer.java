package io.backstitch.servers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL in processes of its own, on a free port of the loopback address. It can be
 * stopped or killed and started again on the same data and port, as often as wanted. Its superuser
 * is {@code postgres}, without a password.
 *
 * <p>Runs under any user; as root, PostgreSQL is given the unprivileged user 65534. Not
 * thread-safe.
 */
public final class PostgresServer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static @Nullable PostgresServer shared;

  private final PostgresSettings settings;
  // Nothing is kept, so nothing need be flushed; unlike SIGKILL it gives its shared memory back.
  private final ServerHome home = new ServerHome("postgres", "QUIT");
  private final int port = FreePort.next();
  private final ServerAccount account = ServerAccount.of(home.work().path());

  /**
   * A server that does not run yet.
   *
   * @param settings its parameters
   */
  public PostgresServer(PostgresSettings settings) {
    this.settings = settings;
  }

  /**
   * A new server that accepts connections.
   *
   * @param settings its parameters
   * @return the server
   */
  public static PostgresServer started(PostgresSettings settings) {
    PostgresServer server = new PostgresServer(settings);
    try {
      server.start();
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /**
   * The {@linkplain PostgresSettings#fast() fast} server that all tests of this JVM share; started
   * by the first call, ended with the JVM. Not to be stopped or killed.
   *
   * @return the server
   */
  public static synchronized PostgresServer shared() {
    if (shared == null) {
      shared = started(PostgresSettings.fast());
    }
    return shared;
  }

  /**
   * Starts the server, for the first time or again on what it left behind, and returns when it
   * accepts connections.
   *
   * @throws ServerFailedException if it does not, with the end of its log
   */
  public void start() {
    if (!Files.exists(data())) {
      createCluster();
    }
    home.start(program("postgres", serverArguments()))
        .awaitReady(this::acceptsConnections, PATIENCE);
  }

  /** Ends the server in order, as an administrator does; open connections are cut. */
  public void stop() {
    home.stop("INT");
  }

  /**
   * Ends all processes of the server with SIGKILL. With {@link PostgresSettings#durable()} all that
   * was committed is there after the next {@link #start()}.
   */
  public void kill() {
    home.kill();
  }

  /**
   * The address of a database of this server; it stays the same over restarts.
   *
   * @param database its name
   * @return a JDBC URL that names user and database
   */
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s?user=postgres".formatted(port, database);
  }

  /**
   * Creates an empty database.
   *
   * @param name its name, which must be new
   * @return its JDBC URL
   */
  public String createDatabase(String name) {
    administer("create database " + quoted(name));
    return jdbcUrl(name);
  }

  /**
   * Drops a database and cuts the connections to it. Does nothing if it is not there.
   *
   * @param name its name
   */
  public void dropDatabase(String name) {
    administer("drop database if exists " + quoted(name) + " with (force)");
  }

  /**
   * Connections without a pool: every {@code getConnection()} is a new one.
   *
   * @param database its name
   * @return the data source
   */
  public DataSource dataSource(String database) {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setUrl(jdbcUrl(database));
    return dataSource;
  }

  /**
   * The server's port, which it keeps over restarts.
   *
   * @return the port
   */
  public int port() {
    return port;
  }

  /** Ends the server and deletes everything that it wrote. */
  @Override
  public void close() {
    home.close();
  }

  private void createCluster() {
    List<String> arguments =
        List.of(
            "-D",
            data().toString(),
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "-N");
    ChildProcess initdb = home.start(program("initdb", arguments));
    if (initdb.awaitExit(PATIENCE) != 0) {
      throw initdb.failed("could not create the data directory");
    }
  }

  private List<String> serverArguments() {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-D",
                data().toString(),
                "-p",
                Integer.toString(port),
                "-h",
                "127.0.0.1",
                "-k",
                ""));
    settings
        .parameters()
        .forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
    return arguments;
  }

  private Program program(String executable, List<String> arguments) {
    List<String> command = new ArrayList<>(account.prefix("QUIT"));
    command.add(PostgresBinaries.home().resolve("bin").resolve(executable).toString());
    command.addAll(arguments);
    return new Program(
        "PostgreSQL (" + executable + ") on port " + port, command, Map.of(), home.work());
  }

  private boolean acceptsConnections() {
    try (Connection connection = DriverManager.getConnection(jdbcUrl("postgres"))) {
      return connection.isValid(0);
    } catch (SQLException e) {
      return false;
    }
  }

  private void administer(String sql) {
    try (Connection connection = DriverManager.getConnection(jdbcUrl("postgres"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new ServerFailedException("PostgreSQL on port " + port + " refused: " + sql, e);
    }
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private Path data() {
    return home.work().file("data");
  }
}
