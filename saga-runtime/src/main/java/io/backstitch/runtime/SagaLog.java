package io.backstitch.runtime;

import static io.backstitch.runtime.schema.tables.SagaInstance.SAGA_INSTANCE;
import static io.backstitch.runtime.schema.tables.SagaJournal.SAGA_JOURNAL;

import io.backstitch.definition.SagaType;
import io.backstitch.outbox.migration.SchemaTables;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes what happens to sagas: the head and the journal, always both, in one statement. These are
 * the statements that run for every saga and every step, so they are plain SQL: they are prepared
 * once, and nothing is rendered per call.
 */
final class SagaLog {

  private final String begin;
  private final String append;
  private final String take;
  private final String isRecorded;
  private final String disown;

  SagaLog(SchemaTables tables) {
    begin = in(tables, BEGIN);
    append = in(tables, APPEND);
    take = in(tables, TAKE);
    isRecorded = in(tables, IS_RECORDED);
    disown = in(tables, DISOWN);
  }

  private static String in(SchemaTables tables, String statement) {
    return statement
        .replace("{saga_instance}", tables.nameOf(SAGA_INSTANCE))
        .replace("{saga_journal}", tables.nameOf(SAGA_JOURNAL));
  }

  private static final String BEGIN =
      """
      with born as (
        insert into {saga_instance} (id, saga_type, saga_version, saga_key, status, input,
          owner, epoch, last_seq, wake_at, deadline, created_at, updated_at)
        select new.id, new.saga_type, new.saga_version, new.saga_key, new.status, new.input,
          new.owner, 1, 1, case when new.owner is null then moment.now end,
          moment.now + new.timeout * interval '1 millisecond', moment.now, moment.now
        from (select ?::uuid id, ?::text saga_type, ?::integer saga_version, ?::text saga_key,
            ?::text status, ?::jsonb input, ?::uuid owner, ?::bigint timeout) new,
          (select clock_timestamp() as now) moment
        on conflict (saga_type, saga_key) do nothing
        returning id, status, created_at)
      insert into {saga_journal} (saga_id, seq, at, kind, status, engine, epoch)
      select id, 1, created_at, 'STARTED', status, ?, 1 from born
      """;

  /**
   * The head first, under the conditions that make us its owner: its row lock orders all that
   * follows in this transaction, so that outbox ids rise in commit order. Whoever was overtaken
   * finds no row. Between this statement and the commit a frozen process would hold that lock, so
   * the server ends such a session after one lease.
   */
  private static final String APPEND =
      """
      with head as (
        update {saga_instance} set
          status = ?, last_seq = ?, owner = case when ? then owner end,
          wake_at = clock_timestamp() + ?::bigint * interval '1 millisecond',
          result = ?::jsonb, parked_reason = ?,
          recoveries = case when ? then 0 else recoveries end,
          updated_at = clock_timestamp(), finished_at = case when ? then clock_timestamp() end
        where id = ? and owner = ? and epoch = ? and last_seq = ?
        returning id, epoch, updated_at)
      insert into {saga_journal} (saga_id, seq, at, kind, status, step, attempt, payload,
        steps, failure, message, wake_at, engine, epoch)
      select id, ?, updated_at, ?, ?, ?, ?::integer, ?::jsonb, ?, ?, ?,
        updated_at + ?::bigint * interval '1 millisecond', ?, epoch
      from head
      returning set_config('idle_in_transaction_session_timeout', ?, true)
      """;

  private static final String TAKE =
      """
      with head as (
        update {saga_instance} set
          status = ?, owner = ?, epoch = epoch + 1, last_seq = last_seq + 1, recoveries = ?,
          wake_at = null, updated_at = clock_timestamp()
        where id = ? and epoch = ?
        returning id, last_seq, updated_at, status, owner, epoch)
      insert into {saga_journal} (saga_id, seq, at, kind, status, engine, epoch)
      select id, last_seq, updated_at, ?, status, owner, epoch from head
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
   * Writes a new saga, unless there is one under this key.
   *
   * @param owner the engine that runs it from now on, or null to leave it to whoever looks next
   * @return whether it was written
   */
  boolean begin(
      Connection db, NewSaga saga, @Nullable UUID owner, UUID engine, @Nullable Duration timeout)
      throws SQLException {
    try (PreparedStatement sql = db.prepareStatement(begin)) {
      SagaType<?, ?> type = saga.type();
      sql.setObject(1, saga.id());
      sql.setString(2, type.name());
      sql.setInt(3, type.version());
      sql.setString(4, saga.key());
      sql.setString(5, (owner == null ? SagaStatus.QUEUED : SagaStatus.RUNNING).name());
      sql.setString(6, saga.input());
      sql.setObject(7, owner, Types.OTHER);
      setMillis(sql, 8, timeout);
      sql.setObject(9, engine);
      return sql.executeUpdate() == 1;
    }
  }

  /**
   * Records progress.
   *
   * @return false if the saga is not ours any more; then nothing was written
   */
  boolean append(Connection db, SagaProgress progress, Duration lease) throws SQLException {
    SagaStatus status = progress.status();
    SagaFact fact = progress.fact();
    Ownership mine = progress.mine();
    try (PreparedStatement sql = db.prepareStatement(append)) {
      sql.setString(1, status.name());
      sql.setInt(2, progress.seq());
      sql.setBoolean(3, progress.keepsOwner());
      setMillis(sql, 4, progress.wakeIn());
      sql.setString(5, progress.result());
      sql.setString(6, progress.reason());
      sql.setBoolean(7, fact.kind().isProgress());
      sql.setBoolean(8, status.isFinal());
      sql.setObject(9, mine.sagaId());
      sql.setObject(10, mine.engine());
      sql.setInt(11, mine.epoch());
      sql.setInt(12, progress.seq() - 1);
      sql.setInt(13, progress.seq());
      setFact(sql, 14, fact, status, db);
      sql.setObject(23, mine.engine());
      sql.setString(24, Long.toString(lease.toMillis()));
      try (ResultSet row = sql.executeQuery()) {
        return row.next();
      }
    }
  }

  private static void setFact(
      PreparedStatement sql, int first, SagaFact fact, SagaStatus status, Connection db)
      throws SQLException {
    sql.setString(first, fact.kind().name());
    sql.setString(first + 1, status.name());
    sql.setString(first + 2, fact.step());
    sql.setObject(first + 3, fact.attempt() == 0 ? null : fact.attempt(), Types.INTEGER);
    sql.setString(first + 4, fact.payload());
    sql.setArray(first + 5, steps(fact, db));
    sql.setString(first + 6, fact.failure() == null ? null : fact.failure().name());
    sql.setString(first + 7, fact.message());
    setMillis(sql, first + 8, fact.retryIn());
  }

  private static @Nullable Array steps(SagaFact fact, Connection db) throws SQLException {
    return fact.steps().isEmpty() ? null : db.createArrayOf("text", fact.steps().toArray());
  }

  private static void setMillis(PreparedStatement sql, int index, @Nullable Duration duration)
      throws SQLException {
    sql.setObject(index, duration == null ? null : duration.toMillis(), Types.BIGINT);
  }

  /**
   * Makes a saga ours whose row is locked by this transaction: a new epoch, which ends whatever an
   * earlier owner may still try to write.
   *
   * @param status the status in which it goes on
   * @param recoveries how often it was taken over without getting on, this time included
   * @return the saga as it is ours
   */
  SagaHead take(
      Connection db, SagaHead found, UUID engine, SagaStatus status, FactKind kind, int recoveries)
      throws SQLException {
    try (PreparedStatement sql = db.prepareStatement(take)) {
      sql.setString(1, status.name());
      sql.setObject(2, engine);
      sql.setInt(3, recoveries);
      sql.setObject(4, found.id());
      sql.setInt(5, found.epoch());
      sql.setString(6, kind.name());
      if (sql.executeUpdate() != 1) {
        throw new SQLException("saga " + found.id() + " changed while its row was locked", "XX000");
      }
    }
    return found.taken(recoveries);
  }

  /**
   * Whether a write whose answer was lost had been committed. To be asked when {@link #append}
   * finds no row, or after an exception from the commit.
   */
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
