package io.backstitch.runtime;

import static io.backstitch.runtime.schema.tables.SagaInstance.SAGA_INSTANCE;
import static io.backstitch.runtime.schema.tables.SagaJournal.SAGA_JOURNAL;
import static io.backstitch.runtime.schema.tables.SagaRequest.SAGA_REQUEST;

import io.backstitch.outbox.migration.SchemaTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;

/**
 * Finds sagas that ended long ago, and removes them with their journals. Walks along the ids, which
 * say roughly in which order sagas began, so that no index has to be kept for it.
 */
final class FinishedSagas implements Retention.Table {

  /** So many rows are looked at, and perhaps removed, in one transaction. */
  static final int PIECE = 500;

  /**
   * Made once and perhaps for empty tables, each plan must find its rows by their keys in huge ones
   * too; and whoever cleans up waits for nobody for long.
   */
  private static final String SETTINGS =
      """
      select set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
        set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
        set_config('lock_timeout', '1s', true), set_config('statement_timeout', '10s', true)""";

  private final SchemaTables tables;
  private final Transactions transactions;
  private final Duration lease;
  private final Duration keep;

  /**
   * Removes nothing by itself.
   *
   * @param lease how long a transaction may stand still
   * @param keep how long ago a saga must have ended to be removed
   */
  FinishedSagas(SchemaTables tables, Transactions transactions, Duration lease, Duration keep) {
    this.tables = tables;
    this.transactions = transactions;
    this.lease = lease;
    this.keep = keep;
  }

  @Override
  public Optional<Retention.Piece> removeAfter(UUID last) throws SQLException {
    return transactions.with(
        Transactions.Mode.TRANSACTION,
        db -> {
          Transactions.limitIdleTime(db, lease);
          return removeAfter(db, last);
        });
  }

  private Optional<Retention.Piece> removeAfter(Connection db, UUID after) {
    DSLContext sql = tables.on(db);
    sql.fetch(SETTINGS);
    if (!lockOutOthers(sql)) {
      return Optional.empty();
    }
    Field<OffsetDateTime> limit = DatabaseClock.ago(keep);
    Field<Boolean> isOld = DSL.field(SAGA_INSTANCE.CREATED_AT.lt(limit));
    Field<Boolean> isDue = DSL.field(SAGA_INSTANCE.FINISHED_AT.lt(limit));
    List<? extends Record> rows =
        sql.select(SAGA_INSTANCE.ID, isOld, isDue)
            .from(SAGA_INSTANCE)
            .where(SAGA_INSTANCE.ID.gt(after))
            .orderBy(SAGA_INSTANCE.ID)
            .limit(PIECE)
            .fetch();
    UUID last = rows.isEmpty() ? after : rows.get(rows.size() - 1).get(SAGA_INSTANCE.ID);
    boolean hasOld = rows.stream().anyMatch(row -> Boolean.TRUE.equals(row.get(isOld)));
    UUID[] due =
        rows.stream()
            .filter(row -> Boolean.TRUE.equals(row.get(isDue)))
            .map(row -> row.get(SAGA_INSTANCE.ID))
            .toArray(UUID[]::new);
    int removed = due.length == 0 ? 0 : remove(sql, due);
    return Optional.of(new Retention.Piece(last, removed, hasOld, rows.size() < PIECE));
  }

  /** Two engines that walk along the same rows would only do the same work. */
  private boolean lockOutOthers(DSLContext sql) {
    return Boolean.TRUE.equals(
        sql.select(
                DSL.field(
                    "pg_try_advisory_xact_lock(hashtextextended({0}, 0))",
                    Boolean.class, DSL.val("backstitch finished " + tables.nameOf(SAGA_INSTANCE))))
            .fetchSingle()
            .value1());
  }

  private static int remove(DSLContext sql, UUID[] due) {
    UUID[] ids =
        sql.select(SAGA_INSTANCE.ID)
            .from(SAGA_INSTANCE)
            .where(SAGA_INSTANCE.ID.eq(DSL.any(due)), SAGA_INSTANCE.FINISHED_AT.isNotNull())
            .forUpdate()
            .skipLocked()
            .fetchArray(SAGA_INSTANCE.ID);
    sql.deleteFrom(SAGA_JOURNAL).where(SAGA_JOURNAL.SAGA_ID.eq(DSL.any(ids))).execute();
    sql.deleteFrom(SAGA_REQUEST).where(SAGA_REQUEST.SAGA_ID.eq(DSL.any(ids))).execute();
    return sql.deleteFrom(SAGA_INSTANCE).where(SAGA_INSTANCE.ID.eq(DSL.any(ids))).execute();
  }
}
