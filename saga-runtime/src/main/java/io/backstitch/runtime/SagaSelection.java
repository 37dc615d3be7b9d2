package io.backstitch.runtime;

import static io.backstitch.runtime.schema.tables.SagaInstance.SAGA_INSTANCE;
import static io.backstitch.runtime.schema.tables.SagaJournal.SAGA_JOURNAL;

import io.backstitch.outbox.migration.SchemaTables;
import java.sql.Connection;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Finds the sagas that a {@link SagaFilter} means, page by page in the order of their ids. */
final class SagaSelection {

  private final SchemaTables tables;

  SagaSelection(SchemaTables tables) {
    this.tables = tables;
  }

  /**
   * One page.
   *
   * @param after the last id of the page before, or null for the first
   */
  List<UUID> ids(Connection db, SagaFilter filter, @Nullable UUID after, int most) {
    return tables
        .on(db)
        .select(SAGA_INSTANCE.ID)
        .from(SAGA_INSTANCE)
        .where(condition(filter))
        .and(after == null ? DSL.noCondition() : SAGA_INSTANCE.ID.gt(after))
        .orderBy(SAGA_INSTANCE.ID)
        .limit(most)
        .fetch(SAGA_INSTANCE.ID);
  }

  /** What the filter says of a row of {@code saga_instance}. */
  static Condition condition(SagaFilter filter) {
    List<Condition> all = new ArrayList<>();
    if (!filter.statuses().isEmpty()) {
      all.add(SAGA_INSTANCE.STATUS.in(filter.statuses().stream().map(Enum::name).toList()));
    }
    SagaFilter.Wanted wanted = filter.wanted();
    if (wanted.type() != null) {
      all.add(SAGA_INSTANCE.SAGA_TYPE.eq(wanted.type()));
    }
    if (wanted.version() != null) {
      all.add(SAGA_INSTANCE.SAGA_VERSION.eq(wanted.version()));
    }
    if (wanted.keyPrefix() != null) {
      all.add(SAGA_INSTANCE.SAGA_KEY.startsWith(wanted.keyPrefix()));
    }
    addAge(all, SAGA_INSTANCE.CREATED_AT, filter.ages().created());
    addAge(all, SAGA_INSTANCE.UPDATED_AT, filter.ages().unchanged());
    if (filter.failingStep() != null) {
      all.add(lastFailingStep().eq(filter.failingStep()));
    }
    return DSL.and(all);
  }

  private static void addAge(
      List<Condition> all, Field<OffsetDateTime> since, @Nullable Duration age) {
    if (age != null) {
      all.add(DSL.condition("{0} <= {1}", since, DatabaseClock.ago(age)));
    }
  }

  /** The step of the last failure in the journal of the row's saga. */
  static Field<String> lastFailingStep() {
    return DSL.field(
        DSL.select(SAGA_JOURNAL.STEP)
            .from(SAGA_JOURNAL)
            .where(
                SAGA_JOURNAL.SAGA_ID.eq(SAGA_INSTANCE.ID),
                SAGA_JOURNAL.FAILURE.isNotNull(),
                SAGA_JOURNAL.STEP.isNotNull())
            .orderBy(SAGA_JOURNAL.SEQ.desc())
            .limit(1));
  }
}
