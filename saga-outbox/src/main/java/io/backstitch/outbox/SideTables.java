package io.backstitch.outbox;

import static io.backstitch.outbox.schema.tables.SagaOutbox.SAGA_OUTBOX;
import static io.backstitch.outbox.schema.tables.SagaOutboxDead.SAGA_OUTBOX_DEAD;
import static io.backstitch.outbox.schema.tables.SagaOutboxParked.SAGA_OUTBOX_PARKED;

import io.backstitch.outbox.schema.tables.SagaOutbox;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Where messages go that cannot go on: the dead ones, and those that wait behind a dead one of
 * their key. Messages move between the tables inside PostgreSQL, with the place that they had; the
 * way back is a function there. Whoever calls holds the lanes of the messages, so that no relay
 * sees half of a move.
 */
final class SideTables {

  /** What a statement has just deleted, and puts elsewhere. */
  private static final SagaOutbox GONE = SAGA_OUTBOX.as("gone");

  private SideTables() {}

  /** Which of these keys wait behind a dead letter. */
  static Set<OrderKey> waiting(DSLContext transaction, Collection<OrderKey> keys) {
    String[] texts = keys.stream().map(OrderKey::key).distinct().toArray(String[]::new);
    Set<OrderKey> waiting = new HashSet<>();
    transaction
        .select(SAGA_OUTBOX_DEAD.DESTINATION, SAGA_OUTBOX_DEAD.KEY)
        .from(SAGA_OUTBOX_DEAD)
        .where(DSL.condition(SAGA_OUTBOX_DEAD.HOLDS_KEY), SAGA_OUTBOX_DEAD.KEY.eq(DSL.any(texts)))
        .forEach(row -> waiting.add(new OrderKey(row.value1(), row.value2())));
    return waiting;
  }

  /** Moves a message to the dead letters. */
  static void bury(DSLContext transaction, RejectedMessage rejected) {
    StoredMessage stored = rejected.message();
    CommonTableExpression<Record> gone =
        taken(SAGA_OUTBOX, SAGA_OUTBOX.LANE.eq(stored.lane()).and(SAGA_OUTBOX.ID.eq(stored.id())));
    List<Field<?>> columns =
        with(columnsOf(GONE), DSL.val(rejected.reason()), DSL.val(rejected.holdsKey()));
    transaction
        .with(gone)
        .insertInto(
            SAGA_OUTBOX_DEAD,
            with(columnsOf(SAGA_OUTBOX_DEAD), SAGA_OUTBOX_DEAD.REASON, SAGA_OUTBOX_DEAD.HOLDS_KEY))
        .select(DSL.select(columns).from(gone))
        .execute();
  }

  /** Moves messages of one lane aside, each behind the dead letter that holds its key. */
  static void park(DSLContext transaction, short lane, Collection<Long> ids) {
    CommonTableExpression<Record> gone =
        taken(
            SAGA_OUTBOX,
            SAGA_OUTBOX.LANE.eq(lane).and(SAGA_OUTBOX.ID.eq(DSL.any(ids.toArray(Long[]::new)))));
    transaction
        .with(gone)
        .insertInto(
            SAGA_OUTBOX_PARKED, with(columnsOf(SAGA_OUTBOX_PARKED), SAGA_OUTBOX_PARKED.BEHIND))
        .select(
            DSL.select(with(columnsOf(GONE), SAGA_OUTBOX_DEAD.ID))
                .from(gone)
                .join(SAGA_OUTBOX_DEAD)
                .on(
                    DSL.condition(SAGA_OUTBOX_DEAD.HOLDS_KEY),
                    SAGA_OUTBOX_DEAD.KEY.eq(GONE.KEY),
                    SAGA_OUTBOX_DEAD.DESTINATION.eq(GONE.DESTINATION)))
        .execute();
  }

  private static CommonTableExpression<Record> taken(Table<Record> from, Condition which) {
    return DSL.name(GONE.getName())
        .as(DSL.deleteFrom(from).where(which).returning(columnsOf(from)));
  }

  /** What all three tables of messages have. */
  static List<Field<?>> columnsOf(Table<?> table) {
    return Stream.of(SAGA_OUTBOX.fields()).<Field<?>>map(table::field).toList();
  }

  private static List<Field<?>> with(List<Field<?>> columns, Field<?>... more) {
    List<Field<?>> all = new ArrayList<>(columns);
    all.addAll(List.of(more));
    return all;
  }
}
