package io.backstitch.codegen;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.Target;

/**
 * Generates jOOQ tables from what a module's migrations make of an empty PostgreSQL, so the code
 * and the real schema cannot differ.
 *
 * <p>Arguments: the folder of the migrations, the package of the tables, the folder to write to.
 */
public final class GenerateTables {

  private static final String HISTORY = "codegen_history";

  /** What only people and their tools call. */
  private static final String FUNCTIONS =
      "backstitch_.*|saga_readiness|saga_context|saga_stale|saga_slowest_steps";

  private GenerateTables() {}

  /**
   * Called by the build.
   *
   * @param arguments as above
   * @throws Exception if the migrations or the generator fail, and so does the build
   */
  public static void main(String[] arguments) throws Exception {
    Path migrations = Path.of(arguments[0]);
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      migrate(postgres.getPostgresDatabase(), migrations);
      GenerationTool.generate(
          new Configuration()
              .withLogging(Logging.WARN)
              .withJdbc(
                  new Jdbc()
                      .withDriver("org.postgresql.Driver")
                      .withUrl(postgres.getJdbcUrl("postgres", "postgres")))
              .withGenerator(
                  new Generator()
                      .withDatabase(
                          new Database()
                              .withName("org.jooq.meta.postgres.PostgresDatabase")
                              .withInputSchema("public")
                              .withOutputSchemaToDefault(true)
                              .withExcludes(HISTORY + "|" + FUNCTIONS))
                      .withGenerate(
                          new Generate()
                              .withRecords(false)
                              .withGlobalObjectReferences(false)
                              .withGlobalTableReferences(true)
                              .withIndexes(false)
                              .withKeys(false))
                      .withTarget(
                          new Target().withPackageName(arguments[1]).withDirectory(arguments[2]))));
    }
  }

  private static void migrate(DataSource dataSource, Path migrations) {
    Flyway.configure()
        .dataSource(dataSource)
        .table(HISTORY)
        .locations("filesystem:" + migrations)
        .load()
        .migrate();
  }
}
