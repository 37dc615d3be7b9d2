package io.backstitch.runtime;

import java.sql.Connection;
import java.time.OffsetDateTime;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.conf.MappedSchema;
import org.jooq.conf.RenderMapping;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Where the tables are. Statements always name the schema, because a step's connection may have
 * another search path.
 */
final class SagaTables {

  /** The database's clock. */
  static final Field<OffsetDateTime> NOW =
      DSL.field("clock_timestamp()", SQLDataType.TIMESTAMPWITHTIMEZONE);

  private final String schema;
  private final Settings settings;

  SagaTables(String schema) {
    this.schema = schema;
    this.settings =
        new Settings()
            .withRenderMapping(
                new RenderMapping()
                    .withSchemata(new MappedSchema().withInput("").withOutput(schema)));
  }

  DSLContext on(Connection db) {
    return DSL.using(db, SQLDialect.POSTGRES, settings);
  }

  String schema() {
    return schema;
  }

  /** The schema as it stands in a plain statement. */
  String quotedSchema() {
    return '"' + schema.replace("\"", "\"\"") + '"';
  }
}
