package io.backstitch.runtime;

import static io.backstitch.runtime.schema.tables.SagaInstance.SAGA_INSTANCE;
import static io.backstitch.runtime.schema.tables.SagaJournal.SAGA_JOURNAL;
import static org.jooq.impl.DSL.inline;

import io.backstitch.outbox.migration.SchemaTables;
import java.sql.Connection;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.SortField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Finds the sagas that a {@link SagaFilter} means, page by page in the order of their ids. Reads no
 * more of the finished ones than the filter asks for: what that costs is in {@code docs/sql.md}.
 */
final class SagaSelection {

  private static final Set<SagaStatus> UNDONE = Set.of(SagaStatus.COMPENSATED);
  private static final Set<SagaStatus> HELD = Set.of(SagaStatus.PARKED, SagaStatus.PAUSED);
  private static final Set<SagaStatus> GOING_ON =
      Set.of(SagaStatus.QUEUED, SagaStatus.RUNNING, SagaStatus.WAITING, SagaStatus.COMPENSATING);

  private final SchemaTables tables;

  SagaSelection(SchemaTables tables) {
    this.tables = tables;
  }

  /**
   * One page, the oldest first.
   *
   * @param after the last id of the page before, or null for the first
   */
  List<UUID> ids(Connection db, SagaFilter filter, @Nullable UUID after, int most) {
    Condition rest = after == null ? DSL.noCondition() : SAGA_INSTANCE.ID.gt(after);
    return tables
        .on(db)
        .fetch(page(filter, rest, SAGA_INSTANCE.ID.asc(), most))
        .map(row -> row.value1());
  }

  /**
   * One page, the newest first, for use in a statement.
   *
   * @param after the last id of the page before, or null for the first
   */
  static Select<Record1<UUID>> newest(SagaFilter filter, @Nullable UUID after, int most) {
    Condition rest = after == null ? DSL.noCondition() : SAGA_INSTANCE.ID.lt(after);
    return page(filter, rest, SAGA_INSTANCE.ID.desc(), most);
  }

  /**
   * Sagas that are not completed are few and young. To find them in the order of ids, PostgreSQL
   * would read all completed ones, because it believes that they are evenly spread: so they are
   * found first, and sorted then.
   */
  private static Select<Record1<UUID>> page(
      SagaFilter filter, Condition rest, SortField<UUID> order, int most) {
    Condition wanted = condition(filter).and(rest);
    Select<Record1<UUID>> all =
        DSL.select(SAGA_INSTANCE.ID)
            .from(SAGA_INSTANCE)
            .where(wanted)
            .orderBy(order)
            .limit(inline(most));
    if (isInOrder(filter.statuses())) {
      return all;
    }
    CommonTableExpression<Record1<UUID>> found =
        DSL.name("found")
            .asMaterialized(
                DSL.select(SAGA_INSTANCE.ID)
                    .from(SAGA_INSTANCE)
                    .where(few(filter.statuses()), wanted));
    Field<UUID> id = DSL.field("found.id", UUID.class);
    return DSL.with(found)
        .select(id)
        .from(found)
        .orderBy(id.sort(order.getOrder()))
        .limit(inline(most));
  }

  /** Whether sagas that stand so are found in the order of ids without reading many others. */
  private static boolean isInOrder(Set<SagaStatus> statuses) {
    return statuses.isEmpty() || statuses.contains(SagaStatus.COMPLETED) || statuses.equals(UNDONE);
  }

  /** What can stand so, in the words of the indexes that leave out completed sagas. */
  private static Condition few(Set<SagaStatus> statuses) {
    Condition few = DSL.falseCondition();
    if (statuses.contains(SagaStatus.COMPENSATED)) {
      few = few.or(is(UNDONE));
    }
    if (!Collections.disjoint(statuses, HELD)) {
      few = few.or(is(HELD));
    }
    if (statuses.stream().anyMatch(GOING_ON::contains)) {
      few =
          few.or(SAGA_INSTANCE.OWNER.isNotNull())
              .or(SAGA_INSTANCE.OWNER.isNull().and(SAGA_INSTANCE.WAKE_AT.isNotNull()));
    }
    return few;
  }

  private static Condition is(Set<SagaStatus> statuses) {
    // Inline: an index that has only some statuses is not used for those that are not known yet.
    return SAGA_INSTANCE.STATUS.in(
        statuses.stream().map(Enum::name).sorted().map(DSL::inline).toList());
  }

  /** What the filter says of a row of {@code saga_instance}. */
  static Condition condition(SagaFilter filter) {
    List<Condition> all = new ArrayList<>();
    if (!filter.statuses().isEmpty()) {
      all.add(is(filter.statuses()));
    }
    SagaFilter.Wanted wanted = filter.wanted();
    if (wanted.type() != null) {
      all.add(SAGA_INSTANCE.SAGA_TYPE.eq(wanted.type()));
    }
    if (wanted.version() != null) {
      all.add(SAGA_INSTANCE.SAGA_VERSION.eq(wanted.version()));
    }
    if (wanted.keyPrefix() != null) {
      all.add(beginsWith(wanted.keyPrefix()));
    }
    addAge(all, SAGA_INSTANCE.CREATED_AT, filter.ages().created());
    addAge(all, SAGA_INSTANCE.UPDATED_AT, filter.ages().unchanged());
    if (filter.failingStep() != null) {
      all.add(hasFailedAt(filter.failingStep()));
      all.add(lastFailingStep().eq(filter.failingStep()));
    }
    return DSL.and(all);
  }

  /** As a range, which the index of the keys answers: it is in the order of code points. */
  private static Condition beginsWith(String prefix) {
    Condition from = SAGA_INSTANCE.SAGA_KEY.ge(prefix);
    String end = firstAfterAll(prefix);
    return end.isEmpty() ? from : from.and(SAGA_INSTANCE.SAGA_KEY.lt(end));
  }

  /** The first text, by code points, after all that begin with a prefix; empty if there is none. */
  static String firstAfterAll(String prefix) {
    int end = prefix.length();
    while (end > 0) {
      int last = prefix.codePointBefore(end);
      end -= Character.charCount(last);
      if (last < Character.MAX_CODE_POINT) {
        boolean beforeSurrogates = last == Character.MIN_SURROGATE - 1;
        int next = beforeSurrogates ? Character.MAX_SURROGATE + 1 : last + 1;
        return prefix.substring(0, end) + Character.toString(next);
      }
    }
    return "";
  }

  private static void addAge(
      List<Condition> all, Field<OffsetDateTime> since, @Nullable Duration age) {
    if (age != null) {
      all.add(DSL.condition("{0} <= {1}", since, DatabaseClock.ago(age)));
    }
  }

  private static Condition hasFailedAt(String step) {
    return SAGA_INSTANCE.ID.in(
        DSL.select(SAGA_JOURNAL.SAGA_ID)
            .from(SAGA_JOURNAL)
            .where(SAGA_JOURNAL.STEP.eq(step), SAGA_JOURNAL.FAILURE.isNotNull()));
  }

  /** The step of the last failure in the journal of the row's saga. */
  static Field<String> lastFailingStep() {
    return DSL.field(
        DSL.select(SAGA_JOURNAL.STEP)
            .from(SAGA_JOURNAL)
            .where(
                SAGA_JOURNAL.SAGA_ID.eq(SAGA_INSTANCE.ID),
                SAGA_JOURNAL.FAILURE.isNotNull(),
                SAGA_JOURNAL.STEP.isNotNull())
            .orderBy(SAGA_JOURNAL.SEQ.desc())
            .limit(inline(1)));
  }
}
