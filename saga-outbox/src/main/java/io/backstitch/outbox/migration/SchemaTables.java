package io.backstitch.outbox.migration;

import java.sql.Connection;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.conf.MappedSchema;
import org.jooq.conf.RenderMapping;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/**
 * The tables in the schema that was chosen. Statements always say the schema: a connection may have
 * another search_path than the one that the schema was found by.
 */
public final class SchemaTables {

  private final String schema;
  private final Settings settings;

  private SchemaTables(String schema) {
    this.schema = schema;
    this.settings =
        new Settings()
            .withRenderMapping(
                new RenderMapping()
                    .withSchemata(new MappedSchema().withInput("").withOutput(schema)));
  }

  /**
   * The tables of a module, once they are there as they must be.
   *
   * @param migrations which module and schema
   * @param apply whether to apply what is missing, instead of only looking
   * @return the tables
   * @throws MigrationException if they are not as they must be, or the database does not answer
   */
  public static SchemaTables ready(Migrations migrations, boolean apply) {
    if (apply) {
      migrations.apply();
    } else {
      migrations.check();
    }
    return new SchemaTables(migrations.schema());
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
   * A table's name for plain SQL.
   *
   * @param table a generated table
   * @return the name, quoted and with its schema
   */
  public String nameOf(Table<?> table) {
    return DSL.using(SQLDialect.POSTGRES, settings).render(table);
  }

  /**
   * Statements on a connection, in whatever transaction it has.
   *
   * @param connection the connection
   * @return jOOQ on that connection
   */
  public DSLContext on(Connection connection) {
    return DSL.using(connection, SQLDialect.POSTGRES, settings);
  }
}
