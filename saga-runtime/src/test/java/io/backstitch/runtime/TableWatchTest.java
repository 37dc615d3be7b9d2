package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Looks for those who wait, stepped by hand: a look happens when the test says so. */
class TableWatchTest {

  private static final SagaEnd END = new SagaEnd(SagaStatus.COMPLETED, "\"done\"", null, null);

  private final Map<UUID, SagaEnd> table = new HashMap<>();
  private final Set<UUID> runningHere = new HashSet<>();
  private final Set<UUID> missing = new HashSet<>();
  private final List<Collection<UUID>> asked = new ArrayList<>();
  private final Deque<Planned> alarms = new ArrayDeque<>();
  private boolean away;

  private static final class Planned extends FutureTask<Void> implements ScheduledFuture<Void> {
    private final Duration delay;
    private final Runnable action;

    Planned(Duration delay, Runnable action) {
      super(action, null);
      this.delay = delay;
      this.action = action;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(delay);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }

  private TableWatch watch(Duration pollEvery) {
    return new TableWatch(
        this::ends,
        runningHere::contains,
        (delay, action) -> {
          alarms.add(new Planned(delay, action));
          return alarms.getLast();
        },
        pollEvery);
  }

  /** A watch of which each look is for all who wait. */
  private TableWatch forAll() {
    return watch(Duration.ZERO);
  }

  /** A watch that looks for those who have just come, and for all in an hour. */
  private TableWatch forThoseWhoCome() {
    return watch(Duration.ofHours(1));
  }

  private SagaEnds.Look ends(Collection<UUID> ids) throws SQLException {
    asked.add(List.copyOf(ids));
    if (away) {
      throw new SQLException("down", "08001");
    }
    Map<UUID, SagaEnd> found = new HashMap<>(table);
    found.keySet().retainAll(ids);
    Set<UUID> there = new HashSet<>(ids);
    there.removeAll(missing);
    return new SagaEnds.Look(there, found);
  }

  private List<Planned> planned() {
    return alarms.stream().filter(alarm -> !alarm.isDone()).toList();
  }

  private void look() {
    List<Planned> planned = planned();
    assertThat(planned).hasSize(1);
    planned.get(0).run();
  }

  @Test
  void one_look_serves_all_who_wait() {
    TableWatch watch = forAll();
    UUID first = UUID.randomUUID();
    UUID second = UUID.randomUUID();
    TableWatch.Waiter one = watch.join(first);
    TableWatch.Waiter two = watch.join(second);
    TableWatch.Waiter twin = watch.join(second);
    table.put(first, END);
    look();
    assertThat(one.ending().end()).contains(END);
    assertThat(two.ending().isTold()).isFalse();

    table.put(second, END);
    look();

    assertThat(two.ending().end()).contains(END);
    assertThat(twin.ending().end()).contains(END);
    assertThat(asked).hasSize(2);
    assertThat(asked.get(0)).containsExactlyInAnyOrder(first, second);
    assertThat(asked.get(1)).containsExactly(second);
    assertThat(planned()).isEmpty();
  }

  @Test
  void a_saga_that_was_there_and_is_not_any_more_is_waited_for_no_longer() {
    TableWatch watch = forAll();
    UUID id = UUID.randomUUID();
    TableWatch.Waiter waiter = watch.join(id);
    look();
    assertThat(waiter.isGone()).isFalse();

    missing.add(id);
    look();

    assertThat(waiter.ending().isTold()).isTrue();
    assertThat(waiter.ending().end()).isEmpty();
    assertThat(waiter.isGone()).isTrue();
    assertThat(watch.size()).isZero();
  }

  @Test
  void a_saga_that_was_never_there_may_come_yet() {
    TableWatch watch = forAll();
    UUID id = UUID.randomUUID();
    missing.add(id);
    TableWatch.Waiter waiter = watch.join(id);
    look();
    look();
    assertThat(waiter.ending().isTold()).isFalse();

    missing.clear();
    table.put(id, END);
    look();

    assertThat(waiter.ending().end()).contains(END);
  }

  @Test
  void whoever_comes_is_looked_for_soon_without_the_others() {
    TableWatch watch = forThoseWhoCome();
    UUID first = UUID.randomUUID();
    UUID second = UUID.randomUUID();
    watch.join(first);
    look();
    assertThat(planned().get(0).delay).isGreaterThan(Duration.ofMinutes(59));

    watch.join(second);
    assertThat(planned().get(0).delay).isLessThanOrEqualTo(Duration.ofMillis(10));
    look();

    assertThat(asked).containsExactly(List.of(first), List.of(second));
  }

  @Test
  void a_saga_that_leaves_this_engine_without_an_end_is_looked_for_soon() {
    TableWatch watch = forThoseWhoCome();
    UUID saga = UUID.randomUUID();
    TableWatch.Waiter waiter = watch.join(saga);
    look();
    table.put(saga, END);

    watch.left(saga, Optional.empty());
    look();

    assertThat(waiter.ending().end()).contains(END);
    assertThat(asked).hasSize(2);
  }

  @Test
  void a_saga_that_came_back_and_ended_here_is_told_without_a_look() {
    TableWatch watch = forThoseWhoCome();
    UUID saga = UUID.randomUUID();
    TableWatch.Waiter waiter = watch.join(saga);
    runningHere.add(saga);
    look();
    assertThat(asked).isEmpty();

    watch.left(saga, Optional.of(END));

    assertThat(waiter.ending().end()).contains(END);
    assertThat(asked).isEmpty();
  }

  @Test
  void nothing_stays_behind_when_nobody_waits_any_more() {
    TableWatch watch = forAll();
    UUID saga = UUID.randomUUID();
    TableWatch.Waiter one = watch.join(saga);
    TableWatch.Waiter two = watch.join(saga);
    one.close();
    assertThat(watch.size()).isEqualTo(1);
    assertThat(planned()).hasSize(1);

    two.close();

    assertThat(watch.size()).isZero();
    assertThat(planned()).isEmpty();
    assertThat(asked).isEmpty();
  }

  @Test
  void an_outage_is_waited_out() {
    TableWatch watch = forAll();
    UUID saga = UUID.randomUUID();
    table.put(saga, END);
    TableWatch.Waiter waiter = watch.join(saga);
    away = true;
    look();
    look();
    assertThat(waiter.ending().isTold()).isFalse();
    assertThat(waiter.wasLookedFor()).isFalse();

    away = false;
    look();

    assertThat(waiter.ending().end()).contains(END);
  }

  @Test
  void a_statement_asks_for_a_bounded_number_of_sagas() {
    TableWatch watch = forAll();
    int many = 2 * TableWatch.BATCH + 1;
    for (int i = 0; i < many; i++) {
      watch.join(UUID.randomUUID());
    }

    look();

    assertThat(asked).extracting(Collection::size).containsExactly(1_000, 1_000, 1);
  }

  @Test
  void whoever_joins_later_knows_that_nobody_has_looked_since() {
    TableWatch watch = forAll();
    UUID saga = UUID.randomUUID();
    TableWatch.Waiter early = watch.join(saga);
    look();
    TableWatch.Waiter late = watch.join(saga);

    assertThat(early.wasLookedFor()).isTrue();
    assertThat(late.wasLookedFor()).isFalse();
  }

  @Test
  void a_look_that_was_called_off_too_late_does_not_make_two_of_them() {
    TableWatch watch = forThoseWhoCome();
    watch.join(UUID.randomUUID());
    look();
    Planned calledOff = planned().get(0);
    watch.join(UUID.randomUUID());
    assertThat(calledOff.isCancelled()).isTrue();

    calledOff.action.run();

    assertThat(planned()).hasSize(1);
    assertThat(asked).hasSize(2);
  }

  @Test
  void closing_sends_all_away_and_lets_nobody_in() {
    TableWatch watch = forAll();
    TableWatch.Waiter waiter = watch.join(UUID.randomUUID());

    watch.close();

    assertThat(waiter.ending().isTold()).isTrue();
    assertThat(waiter.ending().end()).isEmpty();
    assertThat(watch.join(UUID.randomUUID()).ending().isTold()).isTrue();
    assertThat(planned()).isEmpty();
    assertThat(watch.size()).isZero();
  }
}
