package io.backstitch.runtime;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks into the table for all who wait for a saga that does not run here: once in a while for all
 * of them together, and soon for those who have just come. Nothing happens while nobody waits.
 */
final class TableWatch {

  /** Where the ends of sagas are read. */
  @FunctionalInterface
  interface Table {
    SagaEnds.Look look(Collection<UUID> ids) throws SQLException;
  }

  /** Does something later, in another thread. */
  @FunctionalInterface
  interface Alarm {
    ScheduledFuture<?> after(Duration delay, Runnable action);
  }

  private static final Logger log = LoggerFactory.getLogger(TableWatch.class);

  /** So many sagas are asked for in one statement. */
  static final int BATCH = 1_000;

  /** Those who come within this time of a look are looked for together. */
  private static final Duration GATHERING = Duration.ofMillis(10);

  private final Table table;
  private final Predicate<UUID> runsHere;
  private final Alarm alarm;
  private final long pollNanos;
  private final long gatheringNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<UUID, Waited> waited = new HashMap<>();
  private final Set<UUID> fresh = new LinkedHashSet<>();
  private boolean closed;
  private boolean looking;
  private long lastLook;
  private long nextForAll;
  private @Nullable ScheduledFuture<?> next;
  private long nextAt;

  /**
   * Nobody waits yet.
   *
   * @param runsHere for which sagas the table need not be asked, because {@link #left} will be told
   */
  TableWatch(Table table, Predicate<UUID> runsHere, Alarm alarm, Duration pollEvery) {
    this.table = table;
    this.runsHere = runsHere;
    this.alarm = alarm;
    this.pollNanos = pollEvery.toNanos();
    this.gatheringNanos = Math.min(GATHERING.toNanos(), pollNanos);
    this.lastLook = System.nanoTime() - gatheringNanos;
    this.nextForAll = System.nanoTime() + pollNanos;
  }

  /** A saga that somebody waits for. */
  private static final class Waited {
    final Ending ending = new Ending();
    int waiters;
    int looks;
    boolean wasThere;
    boolean isGone;
  }

  /** One who waits. To be closed when they wait no longer. */
  final class Waiter implements AutoCloseable {
    private final UUID id;
    private final Waited saga;
    private final int looksBefore;

    private Waiter(UUID id, Waited saga) {
      this.id = id;
      this.saga = saga;
      this.looksBefore = saga.looks;
    }

    Ending ending() {
      return saga.ending;
    }

    /** Whether the table was asked since they came. */
    boolean wasLookedFor() {
      lock.lock();
      try {
        return saga.looks > looksBefore;
      } finally {
        lock.unlock();
      }
    }

    /** Whether the saga was removed before its end was seen. */
    boolean isGone() {
      lock.lock();
      try {
        return saga.isGone;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      leave(id, saga);
    }
  }

  /** Somebody waits for a saga from now on. */
  Waiter join(UUID id) {
    lock.lock();
    try {
      if (closed) {
        Waited nothing = new Waited();
        nothing.ending.notHere();
        return new Waiter(id, nothing);
      }
      Waited saga = waited.computeIfAbsent(id, it -> new Waited());
      saga.waiters++;
      lookSoon(id);
      return new Waiter(id, saga);
    } finally {
      lock.unlock();
    }
  }

  private void leave(UUID id, Waited saga) {
    lock.lock();
    try {
      saga.waiters--;
      if (saga.waiters == 0) {
        waited.remove(id, saga);
        fresh.remove(id);
      }
      if (waited.isEmpty()) {
        cancelNext();
      }
    } finally {
      lock.unlock();
    }
  }

  /** A saga has left this engine, with its end or to go on elsewhere. */
  void left(UUID id, Optional<SagaEnd> end) {
    lock.lock();
    try {
      if (waited.containsKey(id)) {
        end.ifPresentOrElse(known -> tell(id, known), () -> lookSoon(id));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Sends all away who wait. */
  void close() {
    lock.lock();
    try {
      closed = true;
      cancelNext();
      waited.values().forEach(saga -> saga.ending.notHere());
      waited.clear();
      fresh.clear();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** How many sagas are waited for. */
  int size() {
    lock.lock();
    try {
      return waited.size();
    } finally {
      lock.unlock();
    }
  }

  /** Whether a saga that is waited for was found. */
  boolean hasSeen(UUID id) {
    lock.lock();
    try {
      Waited saga = waited.get(id);
      return saga != null && saga.wasThere;
    } finally {
      lock.unlock();
    }
  }

  private void lookSoon(UUID id) {
    fresh.add(id);
    lookAt(lastLook + gatheringNanos);
  }

  private void lookAt(long at) {
    if (closed || looking || (next != null && nextAt - at <= 0)) {
      return;
    }
    cancelNext();
    nextAt = at;
    long delay = Math.max(0, at - System.nanoTime());
    next = alarm.after(Duration.ofNanos(delay), this::look);
  }

  private void cancelNext() {
    if (next != null) {
      next.cancel(false);
      next = null;
    }
  }

  private void look() {
    Optional<List<UUID>> wanted = beginLook();
    if (wanted.isEmpty()) {
      return;
    }
    List<UUID> ids = List.of();
    try {
      ids = wanted.get().stream().filter(runsHere.negate()).toList();
      for (int from = 0; from < ids.size(); from += BATCH) {
        List<UUID> batch = ids.subList(from, Math.min(ids.size(), from + BATCH));
        tell(batch, table.look(batch));
      }
    } catch (SQLException | RuntimeException e) {
      log.debug("The ends of {} sagas could not be looked up now.", ids.size(), e);
    } finally {
      endLook();
    }
  }

  /** Which sagas to look for, or empty if somebody looks already. */
  private Optional<List<UUID>> beginLook() {
    lock.lock();
    try {
      if (looking) {
        return Optional.empty();
      }
      looking = true;
      cancelNext();
      boolean forAll = System.nanoTime() - nextForAll >= 0;
      List<UUID> ids = new ArrayList<>(forAll ? waited.keySet() : fresh);
      if (forAll) {
        nextForAll = System.nanoTime() + pollNanos;
      }
      fresh.clear();
      return Optional.of(ids);
    } finally {
      lock.unlock();
    }
  }

  private void tell(List<UUID> asked, SagaEnds.Look found) {
    lock.lock();
    try {
      for (UUID id : asked) {
        Waited saga = waited.get(id);
        if (saga != null) {
          saga.looks++;
          noteWhetherThere(id, saga, found.there().contains(id));
        }
      }
      found.ends().forEach(this::tell);
    } finally {
      lock.unlock();
    }
  }

  /** One that was never there may come yet, when the transaction of its start commits. */
  private void noteWhetherThere(UUID id, Waited saga, boolean isThere) {
    if (saga.wasThere && !isThere) {
      waited.remove(id);
      fresh.remove(id);
      saga.isGone = true;
      saga.ending.notHere();
    }
    saga.wasThere |= isThere;
  }

  private void tell(UUID id, SagaEnd end) {
    Waited saga = waited.remove(id);
    if (saga != null) {
      fresh.remove(id);
      saga.ending.ended(end);
    }
  }

  private void endLook() {
    lock.lock();
    try {
      looking = false;
      lastLook = System.nanoTime();
      if (!fresh.isEmpty()) {
        lookAt(lastLook + gatheringNanos);
      } else if (!waited.isEmpty()) {
        lookAt(nextForAll);
      }
    } finally {
      lock.unlock();
    }
  }
}
