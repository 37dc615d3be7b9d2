package io.backstitch.benchmarks.engine;

import com.zaxxer.hikari.HikariDataSource;
import io.backstitch.benchmarks.Callers;
import io.backstitch.outbox.TimeOrderedId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Floor (b): what one writes by hand who knows all sagas beforehand. A few threads share them; each
 * takes its share from step to step, with one transaction for all of them and one statement for
 * each table. Nothing that is written for callers who come when they like can be faster.
 */
final class FloorCombined implements Contender {

  private static final String START =
      """
      insert into saga_instance (id, saga_type, saga_version, saga_key, status, input, owner, epoch,
        last_seq, created_at, updated_at)
      select id, ?, 1, key, 'RUNNING', input::jsonb, ?, 1, 1, clock_timestamp(), clock_timestamp()
      from unnest(?, ?, ?) as new (id, key, input)
      """;

  private static final String ADVANCE =
      """
      update saga_instance as s set status = ?, last_seq = ?,
        owner = case when not ? then s.owner end, result = new.result::jsonb, recoveries = 0,
        updated_at = clock_timestamp(), finished_at = case when ? then clock_timestamp() end
      from unnest(?, ?) as new (id, result)
      where s.id = new.id and s.owner is not distinct from ? and s.epoch = 1 and s.last_seq = ?
      """;

  private static final String JOURNAL =
      """
      insert into saga_journal (saga_id, seq, at, kind, status_before, status, step, attempt, payload,
        failure, message, engine, epoch)
      select id, ?, clock_timestamp(), ?, ?, ?, ?, ?, payload::jsonb, ?, ?, ?, 1
      from unnest(?, ?) as new (id, payload)
      """;

  private static final String OUTBOX =
      """
      insert into saga_outbox (lane, message_id, destination, key, type, headers, payload)
      select lane, message_id, ?, key, 'Done', '{}', payload
      from unnest(?, ?, ?, ?) as new (lane, message_id, key, payload)
      """;

  private final UUID owner = UUID.randomUUID();
  private final Workload workload;
  private final HikariDataSource pool;

  /**
   * Takes a pool with a connection for each thread.
   *
   * @param pool whose plans always find heads by their id: one that is kept from when the tables
   *     were empty would read them from end to end, or find them by their owner
   */
  FloorCombined(Workload workload, HikariDataSource pool) {
    this.workload = workload;
    this.pool = pool;
  }

  @Override
  public int callers(int atOnce) {
    return pool.getMaximumPoolSize();
  }

  @Override
  public Callers.Work work(int atOnce, String keys) {
    AtomicLong count = new AtomicLong();
    int share = atOnce / pool.getMaximumPoolSize();
    return thread -> {
      long first = count.getAndAdd(share);
      Share sagas =
          new Share(
              Stream.generate(TimeOrderedId::next).limit(share).toList(),
              LongStream.range(first, first + share).mapToObj(n -> keys + n).toList());
      try (Connection db = pool.getConnection()) {
        for (int place = 0; place < workload.journal().size(); place++) {
          write(db, sagas, place);
          db.commit();
        }
      }
      return share;
    };
  }

  private record Share(List<UUID> ids, List<String> keys) {
    String key(int place) {
      return keys.get(place);
    }

    int count() {
      return keys.size();
    }
  }

  private void write(Connection db, Share sagas, int place) throws SQLException {
    JournalRow row = workload.journal().get(place);
    String[] results =
        column(
            sagas.count(),
            String[]::new,
            i -> row.hasResult() ? FloorRows.result(sagas.key(i), place) : null);
    if (row.isStart()) {
      start(db, sagas);
    } else {
      advance(db, sagas, place, results);
    }
    journal(db, sagas, place, results);
    if (row.hasEvent()) {
      publish(db, sagas, place);
    }
  }

  private void start(Connection db, Share sagas) throws SQLException {
    String[] inputs = column(sagas.count(), String[]::new, i -> FloorRows.input(sagas.key(i), i));
    try (PreparedStatement sql = db.prepareStatement(START)) {
      sql.setString(1, workload.type().name());
      sql.setObject(2, owner);
      sql.setArray(3, db.createArrayOf("uuid", sagas.ids.toArray()));
      sql.setArray(4, db.createArrayOf("text", sagas.keys.toArray()));
      sql.setArray(5, db.createArrayOf("text", inputs));
      requireAll(sagas, sql.executeUpdate());
    }
  }

  private void advance(Connection db, Share sagas, int place, String[] results)
      throws SQLException {
    JournalRow row = workload.journal().get(place);
    try (PreparedStatement sql = db.prepareStatement(ADVANCE)) {
      sql.setString(1, row.status());
      sql.setInt(2, place + 1);
      sql.setBoolean(3, row.isFinal());
      sql.setBoolean(4, row.isFinal());
      sql.setArray(5, db.createArrayOf("uuid", sagas.ids.toArray()));
      sql.setArray(
          6, db.createArrayOf("text", row.completes() ? results : new String[results.length]));
      sql.setObject(7, owner);
      sql.setInt(8, place);
      requireAll(sagas, sql.executeUpdate());
    }
  }

  private void journal(Connection db, Share sagas, int place, String[] results)
      throws SQLException {
    JournalRow row = workload.journal().get(place);
    try (PreparedStatement sql = db.prepareStatement(JOURNAL)) {
      sql.setInt(1, place + 1);
      sql.setString(2, row.kind());
      sql.setString(3, workload.statusBefore(place));
      sql.setString(4, row.status());
      sql.setString(5, row.step());
      sql.setObject(6, row.isStart() ? null : 1, Types.INTEGER);
      sql.setString(7, row.failure());
      sql.setString(8, row.message());
      sql.setObject(9, owner);
      sql.setArray(10, db.createArrayOf("uuid", sagas.ids.toArray()));
      sql.setArray(11, db.createArrayOf("text", results));
      requireAll(sagas, sql.executeUpdate());
    }
  }

  private static void publish(Connection db, Share sagas, int place) throws SQLException {
    int count = sagas.count();
    Short[] lanes = column(count, Short[]::new, i -> FloorRows.lane(sagas.key(i)));
    UUID[] messages = column(count, UUID[]::new, i -> TimeOrderedId.next());
    byte[][] payloads = column(count, byte[][]::new, i -> FloorRows.event(sagas.key(i), place));
    try (PreparedStatement sql = db.prepareStatement(OUTBOX)) {
      sql.setString(1, Workload.DESTINATION);
      sql.setArray(2, db.createArrayOf("int2", lanes));
      sql.setArray(3, db.createArrayOf("uuid", messages));
      sql.setArray(4, db.createArrayOf("text", sagas.keys.toArray()));
      sql.setArray(5, db.createArrayOf("bytea", payloads));
      requireAll(sagas, sql.executeUpdate());
    }
  }

  private static void requireAll(Share sagas, int rows) {
    if (rows != sagas.count()) {
      throw new IllegalStateException(rows + " rows instead of " + sagas.count());
    }
  }

  private static <T> T[] column(int rows, IntFunction<T[]> array, IntFunction<T> value) {
    return IntStream.range(0, rows).mapToObj(value).toArray(array);
  }

  @Override
  public void close() {
    pool.close();
  }
}
