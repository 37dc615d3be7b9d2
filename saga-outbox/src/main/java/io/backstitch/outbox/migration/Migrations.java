package io.backstitch.outbox.migration;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.jspecify.annotations.Nullable;

/**
 * The numbered migrations of one module and the schema that they belong in.
 *
 * <p>A module's files are {@code io/backstitch/<module>/migration/V<n>__<name>.sql} in its jar. The
 * last of them leaves a view {@code saga_<module>_schema} with the number in its column {@code
 * version}; that view, and not how the files were applied, is what {@link #check()} looks at.
 *
 * <p>Each call takes one connection of the data source, in a state of its own, and gives it back as
 * it was.
 */
public final class Migrations {

  private static final String UNDEFINED_TABLE = "42P01";

  private final DataSource dataSource;
  private final String module;
  private final String schema;

  private Migrations(DataSource dataSource, String module, String schema) {
    this.dataSource = dataSource;
    this.module = module;
    this.schema = schema;
  }

  /**
   * Finds out which schema is meant. Changes nothing in the database.
   *
   * @param dataSource where the tables are or will be
   * @param schema the schema, or null for the one that is current on a connection at this moment
   * @param module {@code outbox} or {@code runtime}
   * @return the migrations
   * @throws MigrationException if the database cannot be reached or no schema is current
   * @throws IllegalArgumentException if the schema could not be the name of one
   */
  public static Migrations in(DataSource dataSource, @Nullable String schema, String module) {
    if (schema == null) {
      return new Migrations(dataSource, module, currentSchema(dataSource, module));
    }
    if (schema.isBlank() || schema.length() > 63 || schema.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          ("Schema '%s' for the %s tables is not the name of a schema: it must have 1 to 63"
                  + " characters. Nothing was started. Name another one.")
              .formatted(schema, module));
    }
    return new Migrations(dataSource, module, schema);
  }

  /**
   * The schema that was given or was current.
   *
   * @return its name, as PostgreSQL stores it
   */
  public String schema() {
    return schema;
  }

  /**
   * Applies what is missing, and creates the schema if need be. Any number of processes may do so
   * at once: one works, the others wait for it. Other tables of the schema are not touched, and
   * what was applied is remembered in {@code saga_<module>_history}.
   *
   * @throws MigrationException if the database cannot be reached or refuses a migration, which is
   *     then rolled back, or if the tables belong to a newer version of the library
   */
  public void apply() {
    try (Connection connection = open(dataSource, module)) {
      connection.setAutoCommit(true);
      Flyway flyway = flyway(connection);
      int wanted = wantedVersion(flyway);
      if (version(connection).orElse(0) < wanted) {
        migrate(connection, flyway);
      }
      compare(version(connection), wanted);
    } catch (SQLException | FlywayException e) {
      throw unreachable(module, e);
    }
  }

  /**
   * Compares the tables with what this version of the library needs. Changes nothing.
   *
   * @throws MigrationException if they are missing, too old or too new, or if the database cannot
   *     be reached
   */
  public void check() {
    try (Connection connection = open(dataSource, module)) {
      connection.setAutoCommit(true);
      compare(version(connection), wantedVersion(flyway(connection)));
    } catch (SQLException | FlywayException e) {
      throw unreachable(module, e);
    }
  }

  private void compare(OptionalInt found, int wanted) {
    if (found.isEmpty()) {
      throw new MigrationException(
          ("Schema '%s' has no Backstitch %s tables (version %d is needed). Nothing was"
                  + " started. Apply the files in %s of the jar, or let build() do it by leaving"
                  + " out withoutMigrations().")
              .formatted(schema, module, wanted, location()),
          null);
    }
    if (found.getAsInt() < wanted) {
      throw new MigrationException(
          ("The Backstitch %s tables in schema '%s' have version %d, which is too old: this"
                  + " version of the library needs %d. Nothing was started. Apply the files from"
                  + " V%d on in %s of the jar, or let build() do it by leaving out withoutMigrations().")
              .formatted(
                  module, schema, found.getAsInt(), wanted, found.getAsInt() + 1, location()),
          null);
    }
    if (found.getAsInt() > wanted) {
      throw new MigrationException(
          ("The Backstitch %s tables in schema '%s' have version %d, which is too new: this"
                  + " version of the library knows them up to %d. Nothing was started. Run the"
                  + " version of the library that migrated them, or a newer one.")
              .formatted(module, schema, found.getAsInt(), wanted),
          null);
    }
  }

  private void migrate(Connection connection, Flyway flyway) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("select pg_advisory_lock(hashtextextended('io.backstitch.migration', 0))");
      try {
        flyway.migrate();
      } catch (FlywayException e) {
        throw new MigrationException(
            ("The Backstitch %s tables could not be brought up to date in schema '%s': %s"
                    + " Nothing was started, and the migration that failed left nothing behind."
                    + " Mend the cause and start again.")
                .formatted(module, schema, reason(e)),
            e);
      } finally {
        statement.execute(
            "select pg_advisory_unlock(hashtextextended('io.backstitch.migration', 0))");
      }
    }
  }

  private Flyway flyway(Connection connection) {
    return Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(new OneConnection(connection))
        .locations("classpath:" + location())
        .defaultSchema(schema)
        .table("saga_" + module + "_history")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .placeholderReplacement(false)
        .load();
  }

  private int wantedVersion(Flyway flyway) {
    return Arrays.stream(flyway.info().all())
        .filter(migration -> migration.getState().isResolved())
        .map(MigrationInfo::getVersion)
        .filter(Objects::nonNull) // Flyway's own note that it created the schema has none.
        .mapToInt(version -> Integer.parseInt(version.getVersion()))
        .max()
        .orElseThrow(() -> new IllegalStateException("There is nothing in " + location() + "."));
  }

  private OptionalInt version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select version from \"%s\".saga_%s_schema"
                    .formatted(schema.replace("\"", "\"\""), module))) {
      row.next();
      return OptionalInt.of(row.getInt(1));
    } catch (SQLException e) {
      if (UNDEFINED_TABLE.equals(e.getSQLState())) {
        return OptionalInt.empty();
      }
      throw e;
    }
  }

  private String location() {
    return "io/backstitch/" + module + "/migration";
  }

  private static String currentSchema(DataSource dataSource, String module) {
    try (Connection connection = open(dataSource, module);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select current_schema()")) {
      row.next();
      String schema = row.getString(1);
      if (schema == null) {
        throw new MigrationException(
            ("No schema is current for the Backstitch %s tables: none of the search_path"
                    + " exists. Nothing was started. Name one with schema(...), or set the"
                    + " search_path of the connection.")
                .formatted(module),
            null);
      }
      return schema;
    } catch (SQLException e) {
      throw unreachable(module, e);
    }
  }

  private static Connection open(DataSource dataSource, String module) {
    try {
      return dataSource.getConnection();
    } catch (SQLException | RuntimeException e) { // Some pools have exceptions of their own.
      throw unreachable(module, e);
    }
  }

  private static MigrationException unreachable(String module, Exception e) {
    return new MigrationException(
        ("The Backstitch %s tables could not be looked at: %s Nothing was started. Check that"
                + " PostgreSQL runs, and the address, user and rights of the data source.")
            .formatted(module, reason(e)),
        e);
  }

  private static String reason(Throwable failure) {
    String message = failure.getMessage();
    String reason = message == null ? failure.getClass().getName() : message.strip();
    return reason.endsWith(".") ? reason : reason + ".";
  }
}
