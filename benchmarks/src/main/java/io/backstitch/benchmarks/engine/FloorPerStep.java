package io.backstitch.benchmarks.engine;

import com.zaxxer.hikari.HikariDataSource;
import io.backstitch.benchmarks.Callers;
import io.backstitch.outbox.TimeOrderedId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Floor (a): what one writes by hand for the same rows, one transaction for each start and each
 * step: the head under the same conditions, the journal, the outbox, commit.
 */
final class FloorPerStep implements Contender {

  private static final String START =
      """
      insert into saga_instance (id, saga_type, saga_version, saga_key, status, input, owner, epoch,
        last_seq, created_at, updated_at)
      values (?, ?, 1, ?, 'RUNNING', ?::jsonb, ?, 1, 1, clock_timestamp(), clock_timestamp())
      """;

  private static final String ADVANCE =
      """
      update saga_instance set status = ?, last_seq = ?, owner = ?, result = ?::jsonb,
        recoveries = 0, updated_at = clock_timestamp(),
        finished_at = case when ? then clock_timestamp() end
      where id = ? and owner = ? and epoch = 1 and last_seq = ?
      """;

  private static final String JOURNAL =
      """
      insert into saga_journal (saga_id, seq, at, kind, status_before, status, step, attempt, payload,
        failure, message, engine, epoch)
      values (?, ?, clock_timestamp(), ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, 1)
      """;

  private static final String OUTBOX =
      """
      insert into saga_outbox (lane, message_id, destination, key, type, headers, payload)
      values (?, ?, ?, ?, 'Done', '{}', ?)
      """;

  private final UUID owner = UUID.randomUUID();
  private final Workload workload;
  private final HikariDataSource pool;

  FloorPerStep(Workload workload, HikariDataSource pool) {
    this.workload = workload;
    this.pool = pool;
  }

  @Override
  public int callers(int atOnce) {
    return atOnce;
  }

  @Override
  public Callers.Work work(int atOnce, String keys) {
    AtomicLong count = new AtomicLong();
    return caller -> {
      saga(keys + count.incrementAndGet(), caller);
      return 1;
    };
  }

  private void saga(String key, int caller) throws SQLException {
    UUID id = TimeOrderedId.next();
    for (int place = 0; place < workload.journal().size(); place++) {
      try (Connection db = pool.getConnection()) {
        write(db, id, key, place, caller);
        db.commit();
      }
    }
  }

  private void write(Connection db, UUID id, String key, int place, int caller)
      throws SQLException {
    JournalRow row = workload.journal().get(place);
    if (row.isStart()) {
      start(db, id, key, caller);
    } else {
      if (workload.changesStock()) {
        Stock.change(db, caller, place);
      }
      advance(db, id, key, place);
    }
    journal(db, id, key, place);
    if (row.hasEvent()) {
      publish(db, key, place);
    }
  }

  private void start(Connection db, UUID id, String key, int caller) throws SQLException {
    try (PreparedStatement sql = db.prepareStatement(START)) {
      sql.setObject(1, id);
      sql.setString(2, workload.type().name());
      sql.setString(3, key);
      sql.setString(4, FloorRows.input(key, caller));
      sql.setObject(5, owner);
      sql.executeUpdate();
    }
  }

  private void advance(Connection db, UUID id, String key, int place) throws SQLException {
    JournalRow row = workload.journal().get(place);
    try (PreparedStatement sql = db.prepareStatement(ADVANCE)) {
      sql.setString(1, row.status());
      sql.setInt(2, place + 1);
      sql.setObject(3, row.isFinal() ? null : owner, Types.OTHER);
      sql.setString(4, row.completes() ? FloorRows.result(key, place) : null);
      sql.setBoolean(5, row.isFinal());
      sql.setObject(6, id);
      sql.setObject(7, owner);
      sql.setInt(8, place);
      if (sql.executeUpdate() != 1) {
        throw new IllegalStateException("saga " + key + " is not ours");
      }
    }
  }

  private void journal(Connection db, UUID id, String key, int place) throws SQLException {
    JournalRow row = workload.journal().get(place);
    try (PreparedStatement sql = db.prepareStatement(JOURNAL)) {
      sql.setObject(1, id);
      sql.setInt(2, place + 1);
      sql.setString(3, row.kind());
      sql.setString(4, workload.statusBefore(place));
      sql.setString(5, row.status());
      sql.setString(6, row.step());
      sql.setObject(7, row.isStart() ? null : 1, Types.INTEGER);
      sql.setString(8, row.hasResult() ? FloorRows.result(key, place) : null);
      sql.setString(9, row.failure());
      sql.setString(10, row.message());
      sql.setObject(11, owner);
      sql.executeUpdate();
    }
  }

  private static void publish(Connection db, String key, int place) throws SQLException {
    try (PreparedStatement sql = db.prepareStatement(OUTBOX)) {
      sql.setShort(1, FloorRows.lane(key));
      sql.setObject(2, TimeOrderedId.next());
      sql.setString(3, Workload.DESTINATION);
      sql.setString(4, key);
      sql.setBytes(5, FloorRows.event(key, place));
      sql.executeUpdate();
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
