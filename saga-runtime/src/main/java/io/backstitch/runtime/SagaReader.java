package io.backstitch.runtime;

import static io.backstitch.runtime.schema.tables.SagaEngine.SAGA_ENGINE;
import static io.backstitch.runtime.schema.tables.SagaInstance.SAGA_INSTANCE;
import static io.backstitch.runtime.schema.tables.SagaJournal.SAGA_JOURNAL;

import io.backstitch.outbox.migration.SchemaTables;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.CommonTableExpression;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.SelectField;
import org.jooq.SelectOnConditionStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads sagas and their journals. */
final class SagaReader {

  private static final Logger log = LoggerFactory.getLogger(SagaReader.class);

  private static final Field<String> FAILING_STEP =
      SagaSelection.lastFailingStep().as("failing_step");
  private static final Field<String> ENGINE =
      DSL.coalesce(SAGA_ENGINE.NAME, SAGA_INSTANCE.OWNER.cast(String.class)).as("engine");
  private static final List<SelectField<?>> VIEW =
      List.of(
          SAGA_INSTANCE.ID,
          SAGA_INSTANCE.SAGA_TYPE,
          SAGA_INSTANCE.SAGA_VERSION,
          SAGA_INSTANCE.SAGA_KEY,
          SAGA_INSTANCE.STATUS,
          SAGA_INSTANCE.PARKED_REASON,
          SAGA_INSTANCE.CREATED_AT,
          SAGA_INSTANCE.UPDATED_AT,
          SAGA_INSTANCE.FINISHED_AT,
          SAGA_INSTANCE.WAKE_AT,
          FAILING_STEP,
          ENGINE);

  private final SchemaTables tables;

  SagaReader(SchemaTables tables) {
    this.tables = tables;
  }

  /** The saga that a caller means, whatever its version. */
  Optional<SagaView> find(Connection db, String type, String key) {
    return views(db)
        .where(SAGA_INSTANCE.SAGA_TYPE.eq(type), SAGA_INSTANCE.SAGA_KEY.eq(key))
        .fetchOptional(SagaReader::view);
  }

  Optional<SagaView> find(Connection db, UUID id) {
    return views(db).where(SAGA_INSTANCE.ID.eq(id)).fetchOptional(SagaReader::view);
  }

  /**
   * Some of the sagas that are meant, the newest first.
   *
   * @param after the last id of the page before, or null for the first
   */
  List<SagaView> page(Connection db, SagaFilter filter, @Nullable UUID after, int most) {
    CommonTableExpression<Record1<UUID>> page =
        DSL.name("page").fields("id").asMaterialized(SagaSelection.newest(filter, after, most));
    Field<UUID> id = DSL.field("page.id", UUID.class);
    return tables
        .on(db)
        .with(page)
        .select(VIEW)
        .from(page)
        .join(SAGA_INSTANCE)
        .on(SAGA_INSTANCE.ID.eq(id))
        .leftJoin(SAGA_ENGINE)
        .on(SAGA_ENGINE.ID.eq(SAGA_INSTANCE.OWNER))
        .orderBy(SAGA_INSTANCE.ID.desc())
        .fetch(SagaReader::view);
  }

  private SelectOnConditionStep<Record> views(Connection db) {
    return tables
        .on(db)
        .select(VIEW)
        .from(SAGA_INSTANCE)
        .leftJoin(SAGA_ENGINE)
        .on(SAGA_ENGINE.ID.eq(SAGA_INSTANCE.OWNER));
  }

  private static SagaView view(Record row) {
    return new SagaView(
        row.get(SAGA_INSTANCE.ID),
        row.get(SAGA_INSTANCE.SAGA_TYPE),
        row.get(SAGA_INSTANCE.SAGA_VERSION),
        row.get(SAGA_INSTANCE.SAGA_KEY),
        SagaStatus.valueOf(row.get(SAGA_INSTANCE.STATUS)),
        row.get(SAGA_INSTANCE.PARKED_REASON),
        row.get(SAGA_INSTANCE.CREATED_AT).toInstant(),
        row.get(SAGA_INSTANCE.UPDATED_AT).toInstant(),
        JournalReader.toInstant(row.get(SAGA_INSTANCE.FINISHED_AT)),
        row.get(FAILING_STEP),
        JournalReader.toInstant(row.get(SAGA_INSTANCE.WAKE_AT)),
        row.get(ENGINE));
  }

  /** Whether a saga was started with this input, compared as JSON. */
  boolean hasInput(Connection db, UUID id, String input) {
    return tables
        .on(db)
        .fetchExists(
            SAGA_INSTANCE, SAGA_INSTANCE.ID.eq(id), SAGA_INSTANCE.INPUT.eq(JSONB.jsonb(input)));
  }

  boolean exists(Connection db, UUID id) {
    return tables.on(db).fetchExists(SAGA_INSTANCE, SAGA_INSTANCE.ID.eq(id));
  }

  /**
   * The journals of some sagas, each in order; without those that hold a fact which only a newer
   * version of the library knows.
   */
  Map<UUID, List<SagaFact>> journals(Connection db, Collection<UUID> ids) {
    Field<Long> retryIn = DatabaseClock.millisUntil(SAGA_JOURNAL.WAKE_AT);
    Map<UUID, List<SagaFact>> journals = new HashMap<>();
    Set<UUID> unreadable = new HashSet<>();
    tables
        .on(db)
        .select(
            SAGA_JOURNAL.SAGA_ID,
            SAGA_JOURNAL.KIND,
            SAGA_JOURNAL.STEP,
            SAGA_JOURNAL.ATTEMPT,
            SAGA_JOURNAL.PAYLOAD,
            SAGA_JOURNAL.FAILURE,
            SAGA_JOURNAL.MESSAGE,
            SAGA_JOURNAL.STEPS,
            retryIn)
        .from(SAGA_JOURNAL)
        .where(SAGA_JOURNAL.SAGA_ID.in(ids))
        .orderBy(SAGA_JOURNAL.SAGA_ID, SAGA_JOURNAL.SEQ)
        .forEach(
            row -> {
              UUID saga = row.get(SAGA_JOURNAL.SAGA_ID);
              try {
                journals
                    .computeIfAbsent(saga, id -> new ArrayList<>())
                    .add(fact(row, row.get(retryIn)));
              } catch (IllegalArgumentException e) {
                log.debug("Saga {} is left to a newer engine: {}", saga, e.getMessage());
                unreadable.add(saga);
              }
            });
    journals.keySet().removeAll(unreadable);
    return journals;
  }

  private static SagaFact fact(Record row, @Nullable Long retryIn) {
    Integer attempt = row.get(SAGA_JOURNAL.ATTEMPT);
    String failure = row.get(SAGA_JOURNAL.FAILURE);
    String[] steps = row.get(SAGA_JOURNAL.STEPS);
    return new SagaFact(
        FactKind.valueOf(row.get(SAGA_JOURNAL.KIND)),
        row.get(SAGA_JOURNAL.STEP),
        attempt == null ? 0 : attempt,
        json(row.get(SAGA_JOURNAL.PAYLOAD)),
        failure == null ? null : FailureKind.valueOf(failure),
        row.get(SAGA_JOURNAL.MESSAGE),
        retryIn == null ? null : Duration.ofMillis(retryIn),
        steps == null ? Set.of() : new LinkedHashSet<>(Arrays.asList(steps)));
  }

  static @Nullable String json(@Nullable JSONB value) {
    return value == null ? null : value.data();
  }
}
