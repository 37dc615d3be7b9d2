package io.backstitch.outbox;

import static io.backstitch.outbox.schema.tables.SagaOutboxDead.SAGA_OUTBOX_DEAD;
import static io.backstitch.outbox.schema.tables.SagaOutboxDeadHistory.SAGA_OUTBOX_DEAD_HISTORY;
import static io.backstitch.outbox.schema.tables.SagaOutboxDeaths.SAGA_OUTBOX_DEATHS;

import io.backstitch.outbox.DeadLetterPage.Cursor;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** What is read of dead letters, and of those that were. */
final class DeadLetterTable {

  private DeadLetterTable() {}

  static List<DeadLetter> page(
      DSLContext db, DeadLetterFilter which, @Nullable Cursor after, int limit) {
    return db.selectFrom(SAGA_OUTBOX_DEAD)
        .where(matches(which).and(isBehind(after)))
        .orderBy(SAGA_OUTBOX_DEAD.DIED_AT, SAGA_OUTBOX_DEAD.ID)
        .limit(limit)
        .fetch(DeadLetterTable::deadLetter);
  }

  /** As {@link #page}, but reads no more than the places, and nothing that died later. */
  static List<Cursor> places(
      DSLContext db, DeadLetterFilter which, @Nullable Cursor after, Instant until, int limit) {
    return db.select(SAGA_OUTBOX_DEAD.DIED_AT, SAGA_OUTBOX_DEAD.ID)
        .from(SAGA_OUTBOX_DEAD)
        .where(matches(which).and(isBehind(after)))
        .and(SAGA_OUTBOX_DEAD.DIED_AT.le(time(until)))
        .orderBy(SAGA_OUTBOX_DEAD.DIED_AT, SAGA_OUTBOX_DEAD.ID)
        .limit(limit)
        .fetch(row -> new Cursor(row.value1().toInstant(), row.value2()));
  }

  static long count(DSLContext db, DeadLetterFilter which) {
    return db.fetchCount(SAGA_OUTBOX_DEAD, matches(which));
  }

  static List<DeadLetter> find(DSLContext db, UUID messageId) {
    return db.selectFrom(SAGA_OUTBOX_DEAD)
        .where(SAGA_OUTBOX_DEAD.MESSAGE_ID.eq(messageId))
        .orderBy(SAGA_OUTBOX_DEAD.DIED_AT, SAGA_OUTBOX_DEAD.ID)
        .fetch(DeadLetterTable::deadLetter);
  }

  static List<MessageDeath> deaths(DSLContext db, UUID messageId) {
    return db.selectFrom(SAGA_OUTBOX_DEATHS)
        .where(SAGA_OUTBOX_DEATHS.MESSAGE_ID.eq(messageId))
        .orderBy(SAGA_OUTBOX_DEATHS.DIED_AT, SAGA_OUTBOX_DEATHS.DESTINATION)
        .fetch(DeadLetterTable::death);
  }

  static Instant now(DSLContext db) {
    return db.select(clock()).fetchSingle().value1().toInstant();
  }

  /** Deletes the oldest rows of the history; passes over those that another sweep is deleting. */
  static int sweep(DSLContext db, Duration keep, int limit) {
    Field<OffsetDateTime> oldest =
        DSL.field("{0} - {1} * interval '1 millisecond'", clock(), DSL.val(keep.toMillis()))
            .cast(SQLDataType.TIMESTAMPWITHTIMEZONE);
    return db.deleteFrom(SAGA_OUTBOX_DEAD_HISTORY)
        .where(
            SAGA_OUTBOX_DEAD_HISTORY.ID.eq(
                DSL.any(
                    DSL.array(
                        DSL.select(SAGA_OUTBOX_DEAD_HISTORY.ID)
                            .from(SAGA_OUTBOX_DEAD_HISTORY)
                            .where(SAGA_OUTBOX_DEAD_HISTORY.ENDED_AT.lt(oldest))
                            .orderBy(SAGA_OUTBOX_DEAD_HISTORY.ENDED_AT)
                            .limit(limit)
                            .forUpdate()
                            .skipLocked()))))
        .execute();
  }

  private static Condition matches(DeadLetterFilter which) {
    List<Condition> conditions = new ArrayList<>();
    equal(conditions, SAGA_OUTBOX_DEAD.DESTINATION, which.envelope().destination());
    equal(conditions, SAGA_OUTBOX_DEAD.KEY, which.envelope().key());
    equal(conditions, SAGA_OUTBOX_DEAD.TYPE, which.envelope().type());
    String part = which.reasonPart();
    if (part != null) {
      conditions.add(DSL.position(SAGA_OUTBOX_DEAD.REASON, part).gt(0));
    }
    Instant after = which.died().after();
    if (after != null) {
      conditions.add(SAGA_OUTBOX_DEAD.DIED_AT.gt(time(after)));
    }
    Instant before = which.died().before();
    if (before != null) {
      conditions.add(SAGA_OUTBOX_DEAD.DIED_AT.lt(time(before)));
    }
    return DSL.and(conditions);
  }

  private static void equal(
      List<Condition> conditions, Field<String> column, @Nullable String value) {
    if (value != null) {
      conditions.add(column.eq(value));
    }
  }

  private static Condition isBehind(@Nullable Cursor after) {
    return after == null
        ? DSL.noCondition()
        : DSL.row(SAGA_OUTBOX_DEAD.DIED_AT, SAGA_OUTBOX_DEAD.ID)
            .gt(time(after.diedAt()), after.id());
  }

  private static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static Field<OffsetDateTime> clock() {
    return DSL.field("clock_timestamp()", SQLDataType.TIMESTAMPWITHTIMEZONE);
  }

  private static DeadLetter deadLetter(Record row) {
    OutboxMessage message =
        new OutboxMessage(
            row.get(SAGA_OUTBOX_DEAD.MESSAGE_ID),
            new OutboxMessage.Address(
                row.get(SAGA_OUTBOX_DEAD.DESTINATION),
                row.get(SAGA_OUTBOX_DEAD.KEY),
                row.get(SAGA_OUTBOX_DEAD.TYPE)),
            MessageHeaders.fromArray(row.get(SAGA_OUTBOX_DEAD.HEADERS)),
            row.get(SAGA_OUTBOX_DEAD.PAYLOAD),
            row.get(SAGA_OUTBOX_DEAD.CREATED_AT).toInstant());
    return new DeadLetter(
        row.get(SAGA_OUTBOX_DEAD.ID),
        message,
        row.get(SAGA_OUTBOX_DEAD.REASON),
        row.get(SAGA_OUTBOX_DEAD.DIED_AT).toInstant(),
        row.get(SAGA_OUTBOX_DEAD.HOLDS_KEY));
  }

  private static MessageDeath death(Record row) {
    return new MessageDeath(
        row.get(SAGA_OUTBOX_DEATHS.MESSAGE_ID),
        row.get(SAGA_OUTBOX_DEATHS.DESTINATION),
        row.get(SAGA_OUTBOX_DEATHS.KEY),
        row.get(SAGA_OUTBOX_DEATHS.TYPE),
        row.get(SAGA_OUTBOX_DEATHS.REASON),
        row.get(SAGA_OUTBOX_DEATHS.DIED_AT).toInstant(),
        end(row));
  }

  private static Optional<DeadLetterEnd> end(Record row) {
    return Optional.ofNullable(row.get(SAGA_OUTBOX_DEATHS.ENDED))
        .map(
            ended ->
                new DeadLetterEnd(
                    DeadLetterEnd.Kind.valueOf(ended),
                    row.get(SAGA_OUTBOX_DEATHS.ACTOR),
                    row.get(SAGA_OUTBOX_DEATHS.WHY),
                    row.get(SAGA_OUTBOX_DEATHS.ENDED_AT).toInstant()));
  }
}
