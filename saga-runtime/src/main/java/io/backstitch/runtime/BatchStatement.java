package io.backstitch.runtime;

import static io.backstitch.runtime.schema.tables.SagaInstance.SAGA_INSTANCE;
import static io.backstitch.runtime.schema.tables.SagaJournal.SAGA_JOURNAL;

import io.backstitch.outbox.OutboxMessage;
import io.backstitch.outbox.OutboxStatement;
import io.backstitch.outbox.migration.SchemaTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes what happens to sagas: the head and the journal, always both, and the events, in one round
 * trip. One saga is written like a thousand: there is one statement for each table, and arrays for
 * its rows. Everything that an engine does passes through here, so this is plain SQL: it is
 * prepared once, and nothing is rendered per call (benchmarks: {@code remote}, {@code alone}).
 *
 * <p>The driver sends the parts of one text together, and PostgreSQL makes one transaction of them.
 */
final class BatchStatement {

  /** What a text is made of, in this order. */
  private enum Part {
    /**
     * Whoever holds the lock of one saga must not hold up all others: the whole batch is refused,
     * and each of its sagas is written alone.
     */
    NO_LONG_WAITS,
    /**
     * The plans of these statements are made once, perhaps while the tables are empty, and used
     * when they are large. With these settings there is only one plan: each row by its key.
     */
    PLANS_BY_KEY,
    STARTS,
    RECORDS,
    EVENTS,
    COMMIT
  }

  private static final String STARTS =
      """
      with born as (
        insert into {saga_instance} (id, saga_type, saga_version, saga_key, status, input, owner,
          epoch, last_seq, wake_at, deadline, created_at, updated_at)
        select new.id, new.saga_type, new.saga_version, new.saga_key, new.status,
          new.input::jsonb, new.owner, 1, 1, case when new.owner is null then moment.now end,
          moment.now + new.timeout * interval '1 millisecond', moment.now, moment.now
        from unnest(?, ?, ?, ?, ?, ?, ?, ?)
            as new (id, saga_type, saga_version, saga_key, status, input, owner, timeout),
          (select clock_timestamp() as now) as moment
        -- two engines that start the same sagas must not wait for each other
        order by new.saga_type, new.saga_key
        on conflict (saga_type, saga_key) do nothing
        returning id, status, created_at),
      journal as (
        insert into {saga_journal} (saga_id, seq, at, kind, status, engine, epoch)
        select id, 1, created_at, 'STARTED', status, ?, 1 from born)
      select id from born
      """;

  /**
   * The heads first, under the conditions that make us their owner: their row locks order all that
   * follows, so that outbox ids of a saga rise in commit order. Whoever was overtaken finds no
   * head, and so has no time for its row of the journal, which the table refuses.
   */
  private static final String RECORDS =
      """
      with entry as materialized (
        select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          as e (id, epoch, seq, status, keeps_owner, wake_in, result, parked_reason, progress,
            ended, kind, step, attempt, payload, steps, failure, message, retry_in)),
      head as (
        update {saga_instance} as i set
          status = e.status, last_seq = e.seq, owner = case when e.keeps_owner then i.owner end,
          wake_at = clock_timestamp() + e.wake_in * interval '1 millisecond',
          result = e.result::jsonb, parked_reason = e.parked_reason,
          recoveries = case when e.progress then 0 else i.recoveries end,
          updated_at = clock_timestamp(), finished_at = case when e.ended then clock_timestamp() end
        from entry as e
        -- not "owner = ?": no plan may find the heads by their owner
        where i.id = e.id and i.owner is not distinct from ? and i.epoch = e.epoch
          and i.last_seq = e.seq - 1
        returning i.id, i.updated_at)
      insert into {saga_journal} (saga_id, seq, at, kind, status, step, attempt, payload, steps,
        failure, message, wake_at, engine, epoch)
      select e.id, e.seq, h.updated_at, e.kind, e.status, e.step, e.attempt, e.payload::jsonb,
        string_to_array(e.steps, chr(31)), e.failure, e.message,
        h.updated_at + e.retry_in * interval '1 millisecond', ?, e.epoch
      from entry as e left join head as h on h.id = e.id
      """;

  private static final String LIST_SEPARATOR = "\u001f";
  private static final String NOT_NULL_VIOLATION = "23502";

  private final SchemaTables tables;
  private final OutboxStatement outbox;
  private final Map<Set<Part>, String> texts = new ConcurrentHashMap<>();

  BatchStatement(SchemaTables tables, OutboxStatement outbox) {
    this.tables = tables;
    this.outbox = outbox;
  }

  /**
   * Writes a batch and commits it; nothing of it is written unless all is.
   *
   * @param db in auto-commit mode
   * @return the sagas that were born; the others had been started before
   * @throws SQLException whatever is wrong, and with whichever saga
   */
  Set<UUID> writeTogether(Connection db, WriteBatch batch) throws SQLException {
    return execute(db, batch, EnumSet.of(Part.NO_LONG_WAITS, Part.PLANS_BY_KEY));
  }

  /**
   * Writes the start of one saga, unless there is one under this key; commits if the connection is
   * in auto-commit mode.
   *
   * @return whether it was written
   */
  boolean begin(Connection db, SagaStart start) throws SQLException {
    return !execute(db, WriteBatch.of(start), EnumSet.noneOf(Part.class)).isEmpty();
  }

  /**
   * Records the progress of one saga and commits, together with whatever the transaction has done
   * so far.
   *
   * @return false if the saga is not ours any more; then the transaction has failed
   */
  boolean record(Connection db, ProgressRecord progress) throws SQLException {
    EnumSet<Part> parts = EnumSet.of(Part.PLANS_BY_KEY);
    if (!db.getAutoCommit()) {
      parts.add(Part.COMMIT);
    }
    try {
      execute(db, WriteBatch.of(progress), parts);
      return true;
    } catch (SQLException e) {
      if (NOT_NULL_VIOLATION.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  private Set<UUID> execute(Connection db, WriteBatch batch, EnumSet<Part> parts)
      throws SQLException {
    List<OutboxMessage> events = batch.events();
    addIf(!batch.starts().isEmpty(), parts, Part.STARTS);
    addIf(!batch.records().isEmpty(), parts, Part.RECORDS);
    addIf(!events.isEmpty(), parts, Part.EVENTS);
    try (PreparedStatement sql = db.prepareStatement(text(parts))) {
      int next = 1;
      if (parts.contains(Part.STARTS)) {
        next = setStarts(sql, batch.starts());
      }
      if (parts.contains(Part.RECORDS)) {
        next = setRecords(sql, next, batch.records());
      }
      if (parts.contains(Part.EVENTS)) {
        outbox.set(sql, next, events);
      }
      return ids(sql);
    }
  }

  private static void addIf(boolean wanted, Set<Part> parts, Part part) {
    if (wanted) {
      parts.add(part);
    }
  }

  private String text(Set<Part> parts) {
    return texts.computeIfAbsent(
        parts, all -> all.stream().map(this::text).collect(Collectors.joining(";\n")));
  }

  private String text(Part part) {
    return switch (part) {
      case NO_LONG_WAITS -> "select set_config('lock_timeout', '100ms', true)";
      case PLANS_BY_KEY ->
          "select set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true)";
      case STARTS -> inSchema(STARTS);
      case RECORDS -> inSchema(RECORDS);
      case EVENTS -> outbox.text();
      case COMMIT -> "commit";
    };
  }

  private String inSchema(String statement) {
    return statement
        .replace("{saga_instance}", tables.nameOf(SAGA_INSTANCE))
        .replace("{saga_journal}", tables.nameOf(SAGA_JOURNAL));
  }

  private static int setStarts(PreparedStatement sql, List<SagaStart> starts) throws SQLException {
    Arrays<SagaStart> column = new Arrays<>(sql, 1, starts);
    column.add("uuid", String[]::new, start -> start.saga().id().toString());
    column.add("text", String[]::new, start -> start.saga().type().name());
    column.add("int4", Integer[]::new, start -> start.saga().type().version());
    column.add("text", String[]::new, start -> start.saga().key());
    column.add("text", String[]::new, start -> start.status().name());
    column.add("text", String[]::new, start -> start.saga().input());
    column.add("uuid", String[]::new, start -> text(start.owner()));
    column.add("int8", Long[]::new, start -> millis(start.timeout()));
    sql.setObject(column.next(), starts.get(0).engine());
    return column.next() + 1;
  }

  private static int setRecords(PreparedStatement sql, int first, List<ProgressRecord> records)
      throws SQLException {
    List<SagaProgress> rows = records.stream().map(ProgressRecord::progress).toList();
    Arrays<SagaProgress> column = new Arrays<>(sql, first, rows);
    column.add("uuid", String[]::new, row -> row.mine().sagaId().toString());
    column.add("int4", Integer[]::new, row -> row.mine().epoch());
    column.add("int4", Integer[]::new, SagaProgress::seq);
    column.add("text", String[]::new, row -> row.status().name());
    column.add("bool", Boolean[]::new, SagaProgress::keepsOwner);
    column.add("int8", Long[]::new, row -> millis(row.wakeIn()));
    column.add("text", String[]::new, SagaProgress::result);
    column.add("text", String[]::new, SagaProgress::reason);
    column.add("bool", Boolean[]::new, row -> row.fact().kind().isProgress());
    column.add("bool", Boolean[]::new, row -> row.status().isFinal());
    column.add("text", String[]::new, row -> row.fact().kind().name());
    column.add("text", String[]::new, row -> row.fact().step());
    column.add(
        "int4", Integer[]::new, row -> row.fact().attempt() == 0 ? null : row.fact().attempt());
    column.add("text", String[]::new, row -> row.fact().payload());
    column.add("text", String[]::new, row -> steps(row.fact()));
    column.add(
        "text",
        String[]::new,
        row -> row.fact().failure() == null ? null : row.fact().failure().name());
    column.add("text", String[]::new, row -> row.fact().message());
    column.add("int8", Long[]::new, row -> millis(row.fact().retryIn()));
    UUID engine = rows.get(0).mine().engine();
    sql.setObject(column.next(), engine);
    sql.setObject(column.next() + 1, engine);
    return column.next() + 2;
  }

  private static @Nullable String text(@Nullable UUID id) {
    return id == null ? null : id.toString();
  }

  private static @Nullable Long millis(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis();
  }

  private static @Nullable String steps(SagaFact fact) {
    return fact.steps().isEmpty() ? null : String.join(LIST_SEPARATOR, fact.steps());
  }

  /** The ids that the statement for the starts returns; the settings return texts. */
  private static Set<UUID> ids(PreparedStatement sql) throws SQLException {
    Set<UUID> ids = new HashSet<>();
    boolean isRows = sql.execute();
    while (isRows || sql.getUpdateCount() >= 0) {
      if (isRows) {
        addIds(sql, ids);
      }
      isRows = sql.getMoreResults();
    }
    return ids;
  }

  private static void addIds(PreparedStatement sql, Set<UUID> ids) throws SQLException {
    try (ResultSet row = sql.getResultSet()) {
      while ("id".equals(row.getMetaData().getColumnName(1)) && row.next()) {
        ids.add(row.getObject(1, UUID.class));
      }
    }
  }

  /** The parameters of an unnest: an array for each column. */
  private static final class Arrays<R> {

    private final PreparedStatement sql;
    private final List<R> rows;
    private int next;

    Arrays(PreparedStatement sql, int first, List<R> rows) {
      this.sql = sql;
      this.rows = rows;
      this.next = first;
    }

    <C> void add(String type, IntFunction<C[]> array, Function<R, @Nullable C> value)
        throws SQLException {
      C[] values = array.apply(rows.size());
      for (int i = 0; i < values.length; i++) {
        values[i] = value.apply(rows.get(i));
      }
      sql.setArray(next++, sql.getConnection().createArrayOf(type, values));
    }

    int next() {
      return next;
    }
  }
}
