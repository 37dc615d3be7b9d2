package io.backstitch.runtime;

import static io.backstitch.runtime.schema.tables.SagaEngine.SAGA_ENGINE;
import static io.backstitch.runtime.schema.tables.SagaInstance.SAGA_INSTANCE;

import io.backstitch.outbox.migration.SchemaTables;
import java.sql.Connection;
import org.jooq.impl.DSL;
import org.jooq.types.YearToSecond;

/** The rows of {@code saga_engine}: one for each engine, renewed while it lives. */
final class EngineHeartbeat {

  private final SchemaTables tables;
  private final EngineSettings settings;
  private final SagaCatalog catalog;

  EngineHeartbeat(SchemaTables tables, EngineSettings settings, SagaCatalog catalog) {
    this.tables = tables;
    this.settings = settings;
    this.catalog = catalog;
  }

  /** Says that this engine lives, for one lease from now. */
  void beat(Connection db) {
    tables
        .on(db)
        .insertInto(SAGA_ENGINE)
        .set(SAGA_ENGINE.ID, settings.id())
        .set(SAGA_ENGINE.NAME, settings.name())
        .set(SAGA_ENGINE.STARTED_AT, DatabaseClock.NOW)
        .set(SAGA_ENGINE.HEARTBEAT_AT, DatabaseClock.NOW)
        .set(SAGA_ENGINE.LEASE, YearToSecond.valueOf(settings.lease()))
        .set(SAGA_ENGINE.KNOWS, knows())
        .onConflict(SAGA_ENGINE.ID)
        .doUpdate()
        .set(SAGA_ENGINE.HEARTBEAT_AT, DatabaseClock.NOW)
        .execute();
  }

  /** The sagas that this engine can run, as the views of the database compare them. */
  private String[] knows() {
    return catalog.names().stream()
        .map(name -> name.type() + "@" + name.version())
        .sorted()
        .toArray(String[]::new);
  }

  /** Says that this engine is gone: what it still owns is free at once. */
  void stop(Connection db) {
    tables.on(db).deleteFrom(SAGA_ENGINE).where(SAGA_ENGINE.ID.eq(settings.id())).execute();
  }

  /** Removes engines that died and own nothing any more. */
  void forgetTheDead(Connection db) {
    tables
        .on(db)
        .deleteFrom(SAGA_ENGINE)
        .where(
            DSL.condition(
                "{0} + {1} < clock_timestamp()", SAGA_ENGINE.HEARTBEAT_AT, SAGA_ENGINE.LEASE),
            DSL.notExists(
                DSL.selectOne().from(SAGA_INSTANCE).where(SAGA_INSTANCE.OWNER.eq(SAGA_ENGINE.ID))))
        .execute();
  }
}
