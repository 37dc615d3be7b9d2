package io.backstitch.runtime;

import static io.backstitch.runtime.schema.tables.SagaInstance.SAGA_INSTANCE;
import static io.backstitch.runtime.schema.tables.SagaJournal.SAGA_JOURNAL;

import io.backstitch.outbox.migration.SchemaTables;
import java.sql.Connection;
import java.time.Duration;
import java.time.OffsetDateTime;
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
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads sagas and their journals. */
final class SagaReader {

  private static final Logger log = LoggerFactory.getLogger(SagaReader.class);

  private final SchemaTables tables;

  SagaReader(SchemaTables tables) {
    this.tables = tables;
  }

  /** The saga that a caller means, whatever its version. */
  Optional<SagaView> find(Connection db, String type, String key) {
    return tables
        .on(db)
        .selectFrom(SAGA_INSTANCE)
        .where(SAGA_INSTANCE.SAGA_TYPE.eq(type), SAGA_INSTANCE.SAGA_KEY.eq(key))
        .fetchOptional(SagaReader::view);
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
        toInstant(row.get(SAGA_INSTANCE.FINISHED_AT)));
  }

  private static java.time.@Nullable Instant toInstant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
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
