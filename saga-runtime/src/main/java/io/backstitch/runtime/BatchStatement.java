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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes what happens to sagas: the head and the journal, always both, and the events, in one round
 * trip. One saga is written like a thousand, by one statement for each table. Everything that an
 * engine does passes through here, so this is plain SQL: it is prepared once, and nothing is
 * rendered per call (benchmarks: {@code remote}, {@code alone}).
 *
 * <p>The driver sends the parts of one text together, and PostgreSQL makes one transaction of them.
 */
final class BatchStatement {

  /** What a text is made of, in this order. */
  private enum Part {
    /**
     * Whoever holds the lock of one saga, or is slow with its rows, must not hold up all others:
     * the whole batch is refused, and each of its sagas is written alone.
     */
    SETTINGS_OF_A_BATCH,
    /** Whoever waits for a lock alone keeps no connection meanwhile, and comes again. */
    SETTINGS_ALONE,
    SETTINGS_OF_A_STEP,
    ONE_EVENT,
    EVENTS,
    ONE_START,
    STARTS,
    /** Last, so that a process that is frozen while it sends keeps no head locked. */
    ONE_RECORD,
    RECORDS,
    COMMIT
  }

  private static final RowSource<SagaStart> START_ROWS =
      new RowSource<SagaStart>()
          .uuid("id", start -> start.saga().id())
          .text("saga_type", start -> start.saga().type().name())
          .integer("saga_version", start -> start.saga().type().version())
          .text("saga_key", start -> start.saga().key())
          .text("status", start -> start.status().name())
          .text("input", start -> start.saga().input())
          .uuid("owner", SagaStart::owner)
          .bigint("timeout", start -> millis(start.timeout()));

  private static final RowSource<SagaProgress> RECORD_ROWS =
      new RowSource<SagaProgress>()
          .uuid("id", row -> row.mine().sagaId())
          .integer("epoch", row -> row.mine().epoch())
          .integer("seq", SagaProgress::seq)
          .text("status_before", row -> row.before().name())
          .text("status", row -> row.status().name())
          .bool("keeps_owner", SagaProgress::keepsOwner)
          .bigint("wake_in", row -> millis(row.wakeIn()))
          .text("result", SagaProgress::result)
          .text("parked_reason", SagaProgress::reason)
          .bool("progress", row -> row.fact().kind().isProgress())
          .bool("ended", row -> row.status().isFinal())
          .text("kind", row -> row.fact().kind().name())
          .text("step", row -> row.fact().step())
          .integer("attempt", row -> attempt(row.fact()))
          .text("payload", row -> row.fact().payload())
          .text("steps", row -> steps(row.fact()))
          .text("failure", row -> failure(row.fact()))
          .text("message", row -> row.fact().message())
          .bigint("retry_in", row -> millis(row.fact().retryIn()));

  private static final String STARTS =
      """
      with born as (
        insert into {saga_instance} (id, saga_type, saga_version, saga_key, status, input, owner,
          epoch, last_seq, wake_at, deadline, created_at, updated_at)
        select new.id, new.saga_type, new.saga_version, new.saga_key, new.status,
          new.input::jsonb, new.owner, 1, 1, case when new.owner is null then moment.now end,
          moment.now + new.timeout * interval '1 millisecond', moment.now, moment.now
        from ({rows}) as new, (select clock_timestamp() as now) as moment
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
   * The heads first, under the conditions that make us their owner. Whoever was overtaken finds no
   * head, and so has no time for its row of the journal, which the table refuses. The events may
   * have come before: the next record of a saga is sent when this one is durable, so the ids of its
   * events rise in the order of its journal.
   */
  private static final String RECORDS =
      """
      with entry as {materialized} ({rows}),
      head as (
        update {saga_instance} as i set
          status = e.status, last_seq = e.seq, owner = case when e.keeps_owner then i.owner end,
          wake_at = moment.now + e.wake_in * interval '1 millisecond',
          result = e.result::jsonb, parked_reason = e.parked_reason,
          recoveries = case when e.progress then 0 else i.recoveries end,
          updated_at = moment.now, finished_at = case when e.ended then moment.now end
        from entry as e, (select clock_timestamp() as now) as moment
        -- not "owner = ?": no plan may find the heads by their owner
        where i.id = e.id and i.owner is not distinct from ? and i.epoch = e.epoch
          and i.last_seq = e.seq - 1
        returning i.id, i.updated_at)
      insert into {saga_journal} (saga_id, seq, at, kind, status_before, status, step, attempt,
        payload, steps, failure, message, wake_at, engine, epoch)
      select e.id, e.seq, h.updated_at, e.kind, e.status_before, e.status, e.step, e.attempt, e.payload::jsonb,
        string_to_array(e.steps, chr(31)), e.failure, e.message,
        h.updated_at + e.retry_in * interval '1 millisecond', ?, e.epoch
      from entry as e left join head as h on h.id = e.id
      """;

  /**
   * The plans of these statements are made once, perhaps while the tables are empty, and used when
   * they are large. With these settings there is only one plan, each row by its key, and it is not
   * made again for each execution.
   */
  private static final String PLANS_BY_KEY =
      """
      select set_config('enable_seqscan', 'off', true),
        set_config('enable_indexscan', 'off', true),
        set_config('plan_cache_mode', 'force_generic_plan', true)""";

  private static final String NO_LONG_LOCKS = ", set_config('lock_timeout', '100ms', true)";
  private static final String NO_SLOW_ROWS = ", set_config('statement_timeout', '1s', true)";

  private static final String PROBE =
      "select set_config('backstitch.transaction', 'one', true); select current_setting('backstitch.transaction', true)";

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
    return execute(db, batch, EnumSet.of(Part.SETTINGS_OF_A_BATCH));
  }

  /**
   * Whether the driver sends the parts of one text as one transaction, as all of this relies on.
   */
  static boolean isOneTransaction(Connection db) throws SQLException {
    try (PreparedStatement sql = db.prepareStatement(PROBE)) {
      sql.execute();
      sql.getMoreResults();
      try (ResultSet row = sql.getResultSet()) {
        return row.next() && "one".equals(row.getString(1));
      }
    }
  }

  /**
   * Writes the start of one saga, unless there is one under this key; commits if the connection is
   * in auto-commit mode.
   *
   * @return whether it was written
   */
  boolean begin(Connection db, SagaStart start) throws SQLException {
    EnumSet<Part> parts =
        db.getAutoCommit() ? EnumSet.of(Part.SETTINGS_ALONE) : EnumSet.noneOf(Part.class);
    return !execute(db, WriteBatch.of(start), parts).isEmpty();
  }

  /**
   * Records the progress of one saga and commits, together with whatever the transaction has done
   * so far.
   *
   * @return false if the saga is not ours any more; then the transaction has failed
   */
  boolean record(Connection db, ProgressRecord progress) throws SQLException {
    EnumSet<Part> parts =
        db.getAutoCommit()
            ? EnumSet.of(Part.SETTINGS_ALONE)
            : EnumSet.of(Part.SETTINGS_OF_A_STEP, Part.COMMIT);
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
    add(parts, batch.starts().size(), Part.ONE_START, Part.STARTS);
    add(parts, batch.records().size(), Part.ONE_RECORD, Part.RECORDS);
    add(parts, events.size(), Part.ONE_EVENT, Part.EVENTS);
    try (PreparedStatement sql = db.prepareStatement(texts.computeIfAbsent(parts, this::text))) {
      int next = events.isEmpty() ? 1 : outbox.set(sql, 1, events);
      if (!batch.starts().isEmpty()) {
        next = START_ROWS.set(sql, next, batch.starts());
        sql.setObject(next++, batch.starts().get(0).engine());
      }
      if (!batch.records().isEmpty()) {
        setRecords(sql, next, batch.records());
      }
      return ids(sql);
    }
  }

  private static void add(Set<Part> parts, int count, Part one, Part many) {
    if (count > 0) {
      parts.add(count == 1 ? one : many);
    }
  }

  private String text(Set<Part> parts) {
    return parts.stream().map(this::text).collect(Collectors.joining(";\n"));
  }

  private String text(Part part) {
    return switch (part) {
      case SETTINGS_OF_A_BATCH -> PLANS_BY_KEY + NO_LONG_LOCKS + NO_SLOW_ROWS;
      case SETTINGS_ALONE -> PLANS_BY_KEY + NO_LONG_LOCKS;
      case SETTINGS_OF_A_STEP -> PLANS_BY_KEY;
      case ONE_START -> inSchema(STARTS).replace("{rows}", START_ROWS.one());
      case STARTS -> inSchema(STARTS).replace("{rows}", START_ROWS.many());
      case ONE_RECORD ->
          inSchema(RECORDS)
              .replace("{materialized}", "not materialized")
              .replace("{rows}", RECORD_ROWS.one());
      case RECORDS ->
          inSchema(RECORDS)
              .replace("{materialized}", "materialized")
              .replace("{rows}", RECORD_ROWS.many());
      case ONE_EVENT -> outbox.one();
      case EVENTS -> outbox.many();
      case COMMIT -> "commit";
    };
  }

  private String inSchema(String statement) {
    return statement
        .replace("{saga_instance}", tables.nameOf(SAGA_INSTANCE))
        .replace("{saga_journal}", tables.nameOf(SAGA_JOURNAL));
  }

  private static void setRecords(PreparedStatement sql, int first, List<ProgressRecord> records)
      throws SQLException {
    List<SagaProgress> rows = records.stream().map(ProgressRecord::progress).toList();
    int next = RECORD_ROWS.set(sql, first, rows);
    UUID engine = rows.get(0).mine().engine();
    sql.setObject(next, engine);
    sql.setObject(next + 1, engine);
  }

  private static @Nullable Long millis(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis();
  }

  private static @Nullable Integer attempt(SagaFact fact) {
    return fact.attempt() == 0 ? null : fact.attempt();
  }

  private static @Nullable String failure(SagaFact fact) {
    return fact.failure() == null ? null : fact.failure().name();
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
}
