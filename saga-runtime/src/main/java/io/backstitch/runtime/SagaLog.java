package io.backstitch.runtime;

import static io.backstitch.runtime.schema.tables.SagaInstance.SAGA_INSTANCE;
import static io.backstitch.runtime.schema.tables.SagaJournal.SAGA_JOURNAL;

import io.backstitch.outbox.migration.SchemaTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * Who owns which saga, and what became of records whose answer was lost: statements about single
 * sagas, beside the {@link BatchStatement} that writes what happens to them.
 */
final class SagaLog {

  private final String take;
  private final String isRecorded;
  private final String disown;

  SagaLog(SchemaTables tables) {
    take = in(tables, TAKE);
    isRecorded = in(tables, IS_RECORDED);
    disown = in(tables, DISOWN);
  }

  private static String in(SchemaTables tables, String statement) {
    return statement
        .replace("{saga_instance}", tables.nameOf(SAGA_INSTANCE))
        .replace("{saga_journal}", tables.nameOf(SAGA_JOURNAL));
  }

  private static final String TAKE =
      """
      with head as (
        update {saga_instance} set
          status = ?, owner = ?, epoch = epoch + 1, last_seq = last_seq + 1, recoveries = ?,
          wake_at = null, updated_at = clock_timestamp()
        where id = ? and epoch = ?
        returning id, last_seq, updated_at, status, owner, epoch)
      insert into {saga_journal} (saga_id, seq, at, kind, status_before, status, engine, epoch)
      select id, last_seq, updated_at, ?, ?, status, owner, epoch from head
      """;

  private static final String IS_RECORDED =
      """
      select 1 from {saga_journal}
      where saga_id = ? and seq = ? and engine = ? and epoch = ? and kind = ?
        and step is not distinct from ?
      """;

  private static final String DISOWN =
      """
      update {saga_instance} set owner = ? where id = ? and owner = ? and epoch = ?
      """;

  /**
   * A saga that is to be ours.
   *
   * @param found as it was found; its row is locked by this transaction
   * @param before the status in which it was found
   * @param status the status in which it goes on
   * @param recoveries how often it was taken over without getting on, this time included
   */
  record Taking(SagaHead found, SagaStatus before, SagaStatus status, int recoveries) {}

  /**
   * Makes sagas ours, in one round trip: a new epoch for each, which ends whatever an earlier owner
   * may still try to write.
   *
   * @param kind picked up, or taken over
   */
  void take(Connection db, UUID engine, FactKind kind, List<Taking> sagas) throws SQLException {
    try (PreparedStatement sql = db.prepareStatement(take)) {
      for (Taking saga : sagas) {
        sql.setString(1, saga.status().name());
        sql.setObject(2, engine);
        sql.setInt(3, saga.recoveries());
        sql.setObject(4, saga.found().id());
        sql.setInt(5, saga.found().epoch());
        sql.setString(6, kind.name());
        sql.setString(7, saga.before().name());
        sql.addBatch();
      }
      if (Arrays.stream(sql.executeBatch()).anyMatch(rows -> rows != 1)) {
        throw new SQLException("a saga changed while its row was locked", "XX000");
      }
    }
  }

  /** Whether a record whose answer was lost had been committed. */
  boolean isRecorded(Connection db, SagaProgress progress) throws SQLException {
    try (PreparedStatement sql = db.prepareStatement(isRecorded)) {
      sql.setObject(1, progress.mine().sagaId());
      sql.setInt(2, progress.seq());
      sql.setObject(3, progress.mine().engine());
      sql.setInt(4, progress.mine().epoch());
      sql.setString(5, progress.fact().kind().name());
      sql.setString(6, progress.fact().step());
      try (ResultSet row = sql.executeQuery()) {
        return row.next();
      }
    }
  }

  /** Leaves a saga to whoever looks next, as if this engine had died: its steps are in doubt. */
  void disown(Connection db, Ownership mine) throws SQLException {
    try (PreparedStatement sql = db.prepareStatement(disown)) {
      sql.setObject(1, Ownership.NOBODY);
      sql.setObject(2, mine.sagaId());
      sql.setObject(3, mine.engine());
      sql.setInt(4, mine.epoch());
      sql.executeUpdate();
    }
  }
}
