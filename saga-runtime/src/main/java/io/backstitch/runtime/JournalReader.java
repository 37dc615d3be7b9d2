package io.backstitch.runtime;

import static io.backstitch.runtime.schema.tables.SagaJournal.SAGA_JOURNAL;

import io.backstitch.outbox.migration.SchemaTables;
import java.sql.Connection;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** Reads the history of one saga as people see it. */
final class JournalReader {

  private final SchemaTables tables;

  JournalReader(SchemaTables tables) {
    this.tables = tables;
  }

  /**
   * Some entries, in order.
   *
   * @param after the last number of those before
   * @throws IllegalStateException if one is of a kind that only a newer version of the library
   *     knows
   */
  List<JournalEntry> entries(Connection db, UUID saga, int after, int most) {
    return tables
        .on(db)
        .selectFrom(SAGA_JOURNAL)
        .where(SAGA_JOURNAL.SAGA_ID.eq(saga), SAGA_JOURNAL.SEQ.gt(after))
        .orderBy(SAGA_JOURNAL.SEQ)
        .limit(most)
        .fetch(JournalReader::entry);
  }

  private static JournalEntry entry(Record row) {
    String[] steps = row.get(SAGA_JOURNAL.STEPS);
    Integer attempt = row.get(SAGA_JOURNAL.ATTEMPT);
    String failure = row.get(SAGA_JOURNAL.FAILURE);
    String before = row.get(SAGA_JOURNAL.STATUS_BEFORE);
    return new JournalEntry(
        row.get(SAGA_JOURNAL.SEQ),
        row.get(SAGA_JOURNAL.AT).toInstant(),
        kind(row),
        before == null ? null : SagaStatus.valueOf(before),
        SagaStatus.valueOf(row.get(SAGA_JOURNAL.STATUS)),
        row.get(SAGA_JOURNAL.STEP),
        attempt == null ? 0 : attempt,
        SagaReader.json(row.get(SAGA_JOURNAL.PAYLOAD)),
        failure == null ? null : FailureKind.valueOf(failure),
        row.get(SAGA_JOURNAL.MESSAGE),
        toInstant(row.get(SAGA_JOURNAL.WAKE_AT)),
        steps == null ? List.of() : List.of(steps),
        row.get(SAGA_JOURNAL.ACTOR),
        row.get(SAGA_JOURNAL.REASON),
        row.get(SAGA_JOURNAL.ENGINE),
        row.get(SAGA_JOURNAL.EPOCH));
  }

  private static FactKind kind(Record row) {
    String kind = row.get(SAGA_JOURNAL.KIND);
    try {
      return FactKind.valueOf(kind);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          "Saga %s: entry %d of its journal is %s, which this version of the library does not know. Nothing was changed. Read it with the version that wrote it, or a newer one."
              .formatted(row.get(SAGA_JOURNAL.SAGA_ID), row.get(SAGA_JOURNAL.SEQ), kind),
          e);
    }
  }

  static @Nullable Instant toInstant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
