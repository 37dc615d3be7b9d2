package io.backstitch.outbox;

import io.backstitch.outbox.migration.Migrations;
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
final class Tables {

  private final Settings settings;

  private Tables(String schema) {
    settings =
        new Settings()
            .withRenderMapping(
                new RenderMapping()
                    .withSchemata(new MappedSchema().withInput("").withOutput(schema)));
  }

  /** The tables of the outbox, once they are there as they must be. */
  static Tables ready(Migrations migrations, boolean apply) {
    if (apply) {
      migrations.apply();
    } else {
      migrations.check();
    }
    return new Tables(migrations.schema());
  }

  /** The table's name for plain SQL, quoted and with its schema. */
  String nameOf(Table<?> table) {
    return DSL.using(SQLDialect.POSTGRES, settings).render(table);
  }

  /** Statements on a connection, in whatever transaction it has. */
  DSLContext on(Connection connection) {
    return DSL.using(connection, SQLDialect.POSTGRES, settings);
  }
}
