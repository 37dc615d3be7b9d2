package io.backstitch.runtime;

import static io.backstitch.runtime.schema.tables.SagaEngine.SAGA_ENGINE;
import static io.backstitch.runtime.schema.tables.SagaInstance.SAGA_INSTANCE;
import static io.backstitch.runtime.schema.tables.SagaJournal.SAGA_JOURNAL;
import static io.backstitch.runtime.schema.tables.SagaRequest.SAGA_REQUEST;

import io.backstitch.outbox.migration.SchemaTables;
import java.sql.Connection;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.Record;
import org.jooq.impl.DSL;

/**
 * Finds sagas that nobody runs and locks their rows until the end of the transaction. Rows that
 * another engine looks at in this moment are skipped, so engines share them without waiting.
 */
final class SagaClaims {

  /**
   * A saga that was found.
   *
   * @param head what running it needs; its epoch is still the old one
   * @param type the saga's name
   * @param version the version of the graph
   * @param status where it stands
   */
  record Found(SagaHead head, String type, int version, SagaStatus status) {}

  private static final Field<Long> DEADLINE_IN = DatabaseClock.millisUntil(SAGA_INSTANCE.DEADLINE);

  /** For so long the journals are looked into, once one was found that only others can read. */
  private static final Duration CAREFUL = Duration.ofMinutes(1);

  /** By a count, which is made for one saga after the other: no plan reads the whole journal. */
  private static final Condition READABLE =
      DSL.field(
              DSL.selectCount()
                  .from(SAGA_JOURNAL)
                  .where(
                      SAGA_JOURNAL.SAGA_ID.eq(SAGA_INSTANCE.ID),
                      SAGA_JOURNAL
                          .KIND
                          .notIn(names(FactKind.values()))
                          .or(SAGA_JOURNAL.FAILURE.notIn(names(FailureKind.values())))))
          .eq(0);

  private static final Condition KNOWN_STATUS = SAGA_INSTANCE.STATUS.in(names(SagaStatus.values()));

  private final SchemaTables tables;
  private boolean careful;
  private long carefulUntil;

  SagaClaims(SchemaTables tables) {
    this.tables = tables;
  }

  private static List<String> names(Enum<?>[] constants) {
    return Arrays.stream(constants).map(Enum::name).toList();
  }

  /**
   * From now on, for a while, sagas are not found whose journal holds what only a newer version of
   * the library knows: however many they are, they do not hide the others. It costs a look into the
   * journal of each saga, so it is not done where none was met.
   */
  void leaveOutUnreadable() {
    careful = true;
    carefulUntil = System.nanoTime() + CAREFUL.toNanos();
  }

  private Condition readable() {
    careful = careful && carefulUntil - System.nanoTime() > 0;
    return careful ? READABLE : DSL.noCondition();
  }

  /**
   * Sagas that no engine owns and whose time has come, the longest overdue first; but none of which
   * an operator wants something.
   */
  List<Found> due(Connection db, Collection<TypeVersion> known, int most) {
    Condition due =
        SAGA_INSTANCE
            .OWNER
            .isNull()
            .and(SAGA_INSTANCE.WAKE_AT.le(DatabaseClock.NOW))
            .and(notRequested());
    return find(db, due, SAGA_INSTANCE.WAKE_AT, known, most);
  }

  /**
   * Sagas whose engine has not renewed its heartbeat within its lease, or is gone altogether; but
   * none of which an operator wants something.
   *
   * @param me who asks: it lives, however late its own heartbeat is
   */
  List<Found> orphaned(Connection db, UUID me, Collection<TypeVersion> known, int most) {
    Condition orphaned = SAGA_INSTANCE.OWNER.ne(me).and(ownerIsDead()).and(notRequested());
    return find(db, orphaned, SAGA_INSTANCE.ID, known, most);
  }

  /**
   * That the engine that owns a saga has not renewed its heartbeat within its lease, or is gone.
   */
  static Condition ownerIsDead() {
    Condition alive =
        SAGA_ENGINE
            .ID
            .eq(SAGA_INSTANCE.OWNER)
            .and("{0} + {1} >= clock_timestamp()", SAGA_ENGINE.HEARTBEAT_AT, SAGA_ENGINE.LEASE);
    return DSL.notExists(DSL.selectOne().from(SAGA_ENGINE).where(alive));
  }

  /** What an operator wants of a saga comes before what its steps want. */
  private static Condition notRequested() {
    return DSL.notExists(
        DSL.selectOne().from(SAGA_REQUEST).where(SAGA_REQUEST.SAGA_ID.eq(SAGA_INSTANCE.ID)));
  }

  /** What an engine owns, with the epochs in which it has it. */
  Map<UUID, Integer> owned(Connection db, UUID me) {
    return tables
        .on(db)
        .select(SAGA_INSTANCE.ID, SAGA_INSTANCE.EPOCH)
        .from(SAGA_INSTANCE)
        .where(SAGA_INSTANCE.OWNER.eq(me))
        .fetchMap(SAGA_INSTANCE.ID, SAGA_INSTANCE.EPOCH);
  }

  private List<Found> find(
      Connection db,
      Condition which,
      OrderField<?> order,
      Collection<TypeVersion> known,
      int most) {
    return tables
        .on(db)
        .select(
            SAGA_INSTANCE.ID,
            SAGA_INSTANCE.SAGA_TYPE,
            SAGA_INSTANCE.SAGA_VERSION,
            SAGA_INSTANCE.SAGA_KEY,
            SAGA_INSTANCE.STATUS,
            SAGA_INSTANCE.INPUT,
            SAGA_INSTANCE.EPOCH,
            SAGA_INSTANCE.LAST_SEQ,
            SAGA_INSTANCE.RECOVERIES,
            DEADLINE_IN)
        .from(SAGA_INSTANCE)
        .where(which, KNOWN_STATUS, readable(), isOneOf(known))
        .orderBy(order)
        .limit(most)
        .forUpdate()
        .skipLocked()
        .fetch(SagaClaims::found);
  }

  /** Whether a saga is one of those that an engine knows. */
  static Condition isOneOf(Collection<TypeVersion> known) {
    return DSL.row(SAGA_INSTANCE.SAGA_TYPE, SAGA_INSTANCE.SAGA_VERSION)
        .in(known.stream().map(k -> DSL.row(k.type(), k.version())).toList());
  }

  private static Found found(Record row) {
    Long deadlineIn = row.get(DEADLINE_IN);
    SagaHead head =
        new SagaHead(
            row.get(SAGA_INSTANCE.ID),
            row.get(SAGA_INSTANCE.SAGA_KEY),
            row.get(SAGA_INSTANCE.INPUT).data(),
            row.get(SAGA_INSTANCE.EPOCH),
            row.get(SAGA_INSTANCE.LAST_SEQ),
            row.get(SAGA_INSTANCE.RECOVERIES),
            deadlineIn == null ? null : Duration.ofMillis(deadlineIn));
    return new Found(
        head,
        row.get(SAGA_INSTANCE.SAGA_TYPE),
        row.get(SAGA_INSTANCE.SAGA_VERSION),
        SagaStatus.valueOf(row.get(SAGA_INSTANCE.STATUS)));
  }
}
