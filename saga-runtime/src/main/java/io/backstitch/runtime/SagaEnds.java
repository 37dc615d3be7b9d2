package io.backstitch.runtime;

import static io.backstitch.runtime.schema.tables.SagaInstance.SAGA_INSTANCE;
import static io.backstitch.runtime.schema.tables.SagaJournal.SAGA_JOURNAL;

import io.backstitch.outbox.migration.SchemaTables;
import java.sql.Connection;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Reads how sagas ended. Ids are sent as one array, so the statement is the same for any number.
 */
final class SagaEnds {

  private static final List<String> ENDS =
      List.of(SagaStatus.COMPLETED.name(), SagaStatus.COMPENSATED.name(), SagaStatus.PARKED.name());

  private static final List<String> REASONS =
      List.of(
          FactKind.STEP_FAILED.name(),
          FactKind.STEP_IN_DOUBT.name(),
          FactKind.SAGA_TIMED_OUT.name(),
          FactKind.CANCELLED.name());

  private final SchemaTables tables;

  SagaEnds(SchemaTables tables) {
    this.tables = tables;
  }

  /**
   * What a look at some sagas has shown.
   *
   * @param there which of them are in the table
   * @param ends how those ended that have
   */
  record Look(Set<UUID> there, Map<UUID, SagaEnd> ends) {}

  /** How a saga ended, or empty while it goes on. */
  Optional<SagaEnd> of(Connection db, UUID id) {
    return Optional.ofNullable(look(db, List.of(id)).ends().get(id));
  }

  /** Which of some sagas are there, and how they ended. */
  Look look(Connection db, Collection<UUID> ids) {
    List<? extends Record> all =
        tables
            .on(db)
            .select(
                SAGA_INSTANCE.ID,
                SAGA_INSTANCE.STATUS,
                SAGA_INSTANCE.RESULT,
                SAGA_INSTANCE.PARKED_REASON)
            .from(SAGA_INSTANCE)
            .where(SAGA_INSTANCE.ID.eq(DSL.any(ids.toArray(UUID[]::new))))
            .fetch();
    List<? extends Record> rows =
        all.stream().filter(row -> ENDS.contains(row.get(SAGA_INSTANCE.STATUS))).toList();
    List<UUID> undone =
        rows.stream()
            .filter(row -> status(row) == SagaStatus.COMPENSATED)
            .map(row -> row.get(SAGA_INSTANCE.ID))
            .toList();
    Map<UUID, SagaFailure> failures = undone.isEmpty() ? Map.of() : failures(db, undone);
    Map<UUID, SagaEnd> ends = new HashMap<>();
    for (Record row : rows) {
      UUID id = row.get(SAGA_INSTANCE.ID);
      ends.put(id, end(row, failures.get(id)));
    }
    Set<UUID> there =
        all.stream().map(row -> row.get(SAGA_INSTANCE.ID)).collect(Collectors.toSet());
    return new Look(there, ends);
  }

  private static SagaStatus status(Record row) {
    return SagaStatus.valueOf(row.get(SAGA_INSTANCE.STATUS));
  }

  private static SagaEnd end(Record row, @Nullable SagaFailure failure) {
    return new SagaEnd(
        status(row),
        SagaReader.json(row.get(SAGA_INSTANCE.RESULT)),
        failure,
        row.get(SAGA_INSTANCE.PARKED_REASON));
  }

  /**
   * What made them stop going forward: the first such fact since an operator last had them go
   * forward again, as {@link SagaState#failure()} has it.
   */
  private Map<UUID, SagaFailure> failures(Connection db, List<UUID> ids) {
    var later = SAGA_JOURNAL.as("later");
    return tables
        .on(db)
        .select(SAGA_JOURNAL.SAGA_ID, SAGA_JOURNAL.STEP, SAGA_JOURNAL.FAILURE, SAGA_JOURNAL.MESSAGE)
        .distinctOn(SAGA_JOURNAL.SAGA_ID)
        .from(SAGA_JOURNAL)
        .where(
            SAGA_JOURNAL.SAGA_ID.eq(DSL.any(ids.toArray(UUID[]::new))),
            SAGA_JOURNAL.KIND.in(REASONS),
            DSL.notExists(
                DSL.selectOne()
                    .from(later)
                    .where(
                        later.SAGA_ID.eq(SAGA_JOURNAL.SAGA_ID),
                        later.SEQ.gt(SAGA_JOURNAL.SEQ),
                        later.CLEARS_FAILURE.isTrue())))
        .orderBy(SAGA_JOURNAL.SAGA_ID, SAGA_JOURNAL.SEQ)
        .fetchMap(
            SAGA_JOURNAL.SAGA_ID,
            row -> new SagaFailure(row.value2(), FailureKind.valueOf(row.value3()), row.value4()));
  }
}
