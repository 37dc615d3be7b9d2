package io.backstitch.runtime;

import static io.backstitch.runtime.schema.tables.SagaInstance.SAGA_INSTANCE;
import static io.backstitch.runtime.schema.tables.SagaJournal.SAGA_JOURNAL;
import static io.backstitch.runtime.schema.tables.SagaRequest.SAGA_REQUEST;

import io.backstitch.outbox.migration.SchemaTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.SelectForUpdateOfStep;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Reads and writes sagas for operators. Sagas that an engine owns are only written by force. */
final class OperatorTable {

  /**
   * A saga whose row is locked until the end of the transaction.
   *
   * @param id the instance
   * @param type name and version
   * @param key the caller's key
   * @param status where it stands
   * @param owner the engine that runs it, or null
   */
  record Locked(UUID id, TypeVersion type, String key, SagaStatus status, @Nullable UUID owner) {

    String who() {
      return "Saga " + type.type() + " '" + key + "'";
    }
  }

  /**
   * What an operator wants of a saga that an engine was running.
   *
   * @param sagaId the instance
   * @param action what
   * @param owner who runs it now, or null
   * @param age since when it is wanted
   */
  record Request(UUID sagaId, OperatorAction action, @Nullable UUID owner, Duration age) {

    boolean isOwnedBy(UUID engine) {
      return engine.equals(owner);
    }
  }

  private final SchemaTables tables;

  OperatorTable(SchemaTables tables) {
    this.tables = tables;
  }

  /** Whoever holds a saga's row for long must not hold up an operator for ever. */
  static void limitWaits(Connection db) throws SQLException {
    try (Statement sql = db.createStatement()) {
      sql.execute("set local lock_timeout = '10s'");
    }
  }

  Optional<Locked> lock(Connection db, UUID id) {
    return lockable(db, SAGA_INSTANCE.ID.eq(id)).fetchOptional(OperatorTable::locked);
  }

  Optional<Locked> lock(Connection db, String type, String key) {
    Condition which = SAGA_INSTANCE.SAGA_TYPE.eq(type).and(SAGA_INSTANCE.SAGA_KEY.eq(key));
    return lockable(db, which).fetchOptional(OperatorTable::locked);
  }

  /** The same for those who must not wait: empty also if somebody else has locked the row. */
  Optional<Locked> lockIfFree(Connection db, UUID id) {
    return lockable(db, SAGA_INSTANCE.ID.eq(id)).skipLocked().fetchOptional(OperatorTable::locked);
  }

  private SelectForUpdateOfStep<? extends Record> lockable(Connection db, Condition which) {
    return tables
        .on(db)
        .select(
            SAGA_INSTANCE.ID,
            SAGA_INSTANCE.SAGA_TYPE,
            SAGA_INSTANCE.SAGA_VERSION,
            SAGA_INSTANCE.SAGA_KEY,
            SAGA_INSTANCE.STATUS,
            SAGA_INSTANCE.OWNER)
        .from(SAGA_INSTANCE)
        .where(which)
        .forUpdate();
  }

  private static Locked locked(Record row) {
    return new Locked(
        row.get(SAGA_INSTANCE.ID),
        new TypeVersion(row.get(SAGA_INSTANCE.SAGA_TYPE), row.get(SAGA_INSTANCE.SAGA_VERSION)),
        row.get(SAGA_INSTANCE.SAGA_KEY),
        SagaStatus.valueOf(row.get(SAGA_INSTANCE.STATUS)),
        row.get(SAGA_INSTANCE.OWNER));
  }

  /**
   * Adds an operator's fact to a saga whose row is locked. Whoever owned it has lost it: the epoch
   * is a new one. The time for which a person held it does not count for the saga's own timeout.
   *
   * @param engine in which this happens
   * @param result the saga's result as JSON, or null
   * @return the fact's place in the journal
   */
  int add(Connection db, Locked saga, UUID engine, OperatorFact fact, @Nullable String result) {
    SagaPlan plan = fact.plan();
    boolean wasHeld = saga.status() == SagaStatus.PAUSED || saga.status() == SagaStatus.PARKED;
    boolean goesOn = plan.status().isActive() || plan.status() == SagaStatus.WAITING;
    Table<?> moment = DSL.select(DatabaseClock.NOW.as("now")).asTable("moment");
    Field<OffsetDateTime> now = moment.field("now", OffsetDateTime.class);
    Field<OffsetDateTime> deadline = wasHeld ? shiftedDeadline(now) : SAGA_INSTANCE.DEADLINE;
    Field<OffsetDateTime> never = DSL.castNull(SQLDataType.TIMESTAMPWITHTIMEZONE);
    Record head =
        tables
            .on(db)
            .update(SAGA_INSTANCE)
            .set(SAGA_INSTANCE.STATUS, plan.status().name())
            .setNull(SAGA_INSTANCE.OWNER)
            .set(SAGA_INSTANCE.EPOCH, SAGA_INSTANCE.EPOCH.plus(1))
            .set(SAGA_INSTANCE.LAST_SEQ, SAGA_INSTANCE.LAST_SEQ.plus(1))
            .set(SAGA_INSTANCE.WAKE_AT, goesOn ? wakeAt(fact, now, deadline) : never)
            .set(SAGA_INSTANCE.DEADLINE, deadline)
            .set(SAGA_INSTANCE.RESULT, result == null ? null : JSONB.jsonb(result))
            .set(SAGA_INSTANCE.PARKED_REASON, plan.reason())
            .set(SAGA_INSTANCE.RECOVERIES, recoveries(fact.fact().kind()))
            .set(SAGA_INSTANCE.UPDATED_AT, now)
            .set(SAGA_INSTANCE.FINISHED_AT, plan.status().isFinal() ? now : never)
            .from(moment)
            .where(SAGA_INSTANCE.ID.eq(saga.id()))
            .returning(SAGA_INSTANCE.LAST_SEQ, SAGA_INSTANCE.UPDATED_AT, SAGA_INSTANCE.EPOCH)
            .fetchSingle();
    insert(db, saga, engine, fact, head);
    forget(db, saga.id());
    return head.get(SAGA_INSTANCE.LAST_SEQ);
  }

  /** A saga that waits is woken by its own timeout too, if that can still act. */
  private static Field<OffsetDateTime> wakeAt(
      OperatorFact fact, Field<OffsetDateTime> now, Field<OffsetDateTime> deadline) {
    Duration wait = fact.plan().wakeIn();
    Field<OffsetDateTime> due = DatabaseClock.after(now, wait == null ? Duration.ZERO : wait);
    return fact.canTimeOut() ? DSL.least(due, deadline) : due;
  }

  private static Field<Integer> recoveries(FactKind kind) {
    if (kind.isProgress()) {
      return DSL.val(0);
    }
    return kind == FactKind.TAKEN_OVER
        ? SAGA_INSTANCE.RECOVERIES.plus(1)
        : SAGA_INSTANCE.RECOVERIES;
  }

  private static Field<OffsetDateTime> shiftedDeadline(Field<OffsetDateTime> now) {
    return DSL.field(
        "{0} + ({1} - {2})",
        SQLDataType.TIMESTAMPWITHTIMEZONE, SAGA_INSTANCE.DEADLINE, now, SAGA_INSTANCE.UPDATED_AT);
  }

  private void insert(Connection db, Locked saga, UUID engine, OperatorFact what, Record head) {
    SagaFact fact = what.fact();
    OffsetDateTime at = head.get(SAGA_INSTANCE.UPDATED_AT);
    tables
        .on(db)
        .insertInto(SAGA_JOURNAL)
        .set(SAGA_JOURNAL.SAGA_ID, saga.id())
        .set(SAGA_JOURNAL.SEQ, head.get(SAGA_INSTANCE.LAST_SEQ))
        .set(SAGA_JOURNAL.AT, at)
        .set(SAGA_JOURNAL.KIND, fact.kind().name())
        .set(SAGA_JOURNAL.STATUS_BEFORE, saga.status().name())
        .set(SAGA_JOURNAL.STATUS, what.plan().status().name())
        .set(SAGA_JOURNAL.STEP, fact.step())
        .set(SAGA_JOURNAL.PAYLOAD, fact.payload() == null ? null : JSONB.jsonb(fact.payload()))
        .set(
            SAGA_JOURNAL.STEPS, fact.steps().isEmpty() ? null : fact.steps().toArray(String[]::new))
        .set(SAGA_JOURNAL.FAILURE, fact.failure() == null ? null : fact.failure().name())
        .set(SAGA_JOURNAL.MESSAGE, fact.message())
        .set(SAGA_JOURNAL.WAKE_AT, fact.retryIn() == null ? null : at.plus(fact.retryIn()))
        .set(SAGA_JOURNAL.ACTOR, what.by() == null ? null : what.by().actor())
        .set(SAGA_JOURNAL.REASON, what.by() == null ? null : what.by().reason())
        .set(SAGA_JOURNAL.CLEARS_FAILURE, what.clearsFailure())
        .set(SAGA_JOURNAL.ENGINE, engine)
        .set(SAGA_JOURNAL.EPOCH, head.get(SAGA_INSTANCE.EPOCH))
        .execute();
  }

  /** Notes what is wanted of a saga that an engine runs; to cancel outdoes to pause. */
  void request(Connection db, UUID id, OperatorAction action) {
    tables
        .on(db)
        .insertInto(SAGA_REQUEST)
        .set(SAGA_REQUEST.SAGA_ID, id)
        .set(SAGA_REQUEST.KIND, action.kind().name())
        .set(SAGA_REQUEST.ACTOR, action.by().actor())
        .set(SAGA_REQUEST.REASON, action.by().reason())
        .onConflict(SAGA_REQUEST.SAGA_ID)
        .doUpdate()
        .set(SAGA_REQUEST.KIND, action.kind().name())
        .set(SAGA_REQUEST.ACTOR, action.by().actor())
        .set(SAGA_REQUEST.REASON, action.by().reason())
        .where(SAGA_REQUEST.KIND.eq(OperatorAction.Kind.PAUSE.name()))
        .execute();
  }

  /** What is wanted of sagas that an engine runs, or that nobody runs who lives; oldest first. */
  List<Request> requests(Connection db, UUID engine, Collection<TypeVersion> known, int most) {
    Field<Long> age = DatabaseClock.millisUntil(SAGA_REQUEST.REQUESTED_AT).neg();
    return tables
        .on(db)
        .select(
            SAGA_REQUEST.SAGA_ID,
            SAGA_REQUEST.KIND,
            SAGA_REQUEST.ACTOR,
            SAGA_REQUEST.REASON,
            SAGA_INSTANCE.OWNER,
            age)
        .from(SAGA_REQUEST)
        .leftJoin(SAGA_INSTANCE)
        .on(SAGA_INSTANCE.ID.eq(SAGA_REQUEST.SAGA_ID))
        .where(
            SAGA_INSTANCE
                .OWNER
                .isNull()
                .or(SAGA_INSTANCE.OWNER.eq(engine))
                .or(SagaClaims.ownerIsDead()),
            SAGA_INSTANCE.ID.isNull().or(SagaClaims.isOneOf(known)))
        .orderBy(SAGA_REQUEST.REQUESTED_AT)
        .limit(most)
        .fetch(
            row ->
                new Request(
                    row.get(SAGA_REQUEST.SAGA_ID),
                    OperatorAction.of(
                        OperatorAction.Kind.valueOf(row.get(SAGA_REQUEST.KIND)),
                        new OperatorAction.By(
                            row.get(SAGA_REQUEST.ACTOR), row.get(SAGA_REQUEST.REASON))),
                    row.get(SAGA_INSTANCE.OWNER),
                    Duration.ofMillis(row.get(age))));
  }

  /** Whether a request still stands, in a transaction that has locked the saga's row. */
  boolean isRequested(Connection db, UUID id, OperatorAction.Kind kind) {
    return tables
        .on(db)
        .fetchExists(SAGA_REQUEST, SAGA_REQUEST.SAGA_ID.eq(id), SAGA_REQUEST.KIND.eq(kind.name()));
  }

  void forget(Connection db, UUID id) {
    tables.on(db).deleteFrom(SAGA_REQUEST).where(SAGA_REQUEST.SAGA_ID.eq(id)).execute();
  }
}
