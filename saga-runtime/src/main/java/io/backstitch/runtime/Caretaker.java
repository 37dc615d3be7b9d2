package io.backstitch.runtime;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an engine alive in the eyes of the others, and takes up sagas that nobody runs: those whose
 * time has come, and those of engines that died. One thread for each engine.
 */
final class Caretaker {

  private static final Logger log = LoggerFactory.getLogger(Caretaker.class);

  /** How many sagas are taken in one transaction, so that living engines share them. */
  private static final int BATCH = 50;

  /** So many taken sagas are run at a time; those of this engine's callers come on top. */
  private static final int MOST_TAKEN = 1_000;

  private final CaretakerTools tools;
  private final EngineSettings settings;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition called = lock.newCondition();
  private final AtomicInteger taken = new AtomicInteger();
  private Map<UUID, Integer> suspects = Map.of();
  private boolean wanted;
  private boolean closed;
  private volatile boolean takesNoMore;
  private boolean away;
  private long nextHeartbeat = System.nanoTime();
  private long nextTakeOver = System.nanoTime();

  Caretaker(CaretakerTools tools) {
    this.tools = tools;
    this.settings = tools.support().settings();
    this.thread = new Thread(this::run, "backstitch-caretaker-" + settings.name());
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Asks for a round without delay. */
  void call() {
    lock.lock();
    try {
      wanted = true;
      called.signal();
    } finally {
      lock.unlock();
    }
  }

  /** From now on only keeps the engine alive. */
  void takeNoMore() {
    takesNoMore = true;
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      called.signal();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!isClosed()) {
      boolean more = false;
      try {
        more = round();
        tellBack();
      } catch (Throwable e) {
        // Also an Error: without this thread the engine would be dead for all others.
        tellAway(e);
      }
      if (!more) {
        pause();
      }
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  private void pause() {
    lock.lock();
    try {
      long nanos = Math.min(settings.pollEvery().toNanos(), settings.heartbeatEvery().toNanos());
      while (!wanted && !closed && nanos > 0) {
        nanos = called.awaitNanos(nanos);
      }
      wanted = false;
    } catch (InterruptedException e) {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  private void tellAway(Throwable e) {
    if (!away) {
      away = true;
      log.warn(
          "Engine {} cannot reach its tables: {}. It tries again every {} ms; if that lasts longer than {} ms, other engines take its sagas over.",
          settings.name(),
          e.getMessage(),
          settings.pollEvery().toMillis(),
          settings.lease().toMillis(),
          e);
    }
  }

  private void tellBack() {
    if (away) {
      away = false;
      log.info("Engine {} reaches its tables again.", settings.name());
    }
  }

  /**
   * One round: what is due now of heartbeat, take-over and pick-up.
   *
   * @return whether there may be more to take at once
   */
  boolean round() throws SQLException {
    long now = System.nanoTime();
    if (now - nextHeartbeat >= 0) {
      heartbeat();
      nextHeartbeat = now + settings.heartbeatEvery().toNanos();
    }
    tools.support().recorder().disownDropped();
    boolean more = take(FactKind.PICKED_UP);
    if (now - nextTakeOver >= 0) {
      dropUnknown();
      boolean moreOrphans = takeOver();
      more |= moreOrphans;
      nextTakeOver = moreOrphans ? now : now + takeOverEvery().toNanos();
    }
    return more;
  }

  /** Takes over what dead engines had; says whether there may be more. */
  boolean takeOver() throws SQLException {
    transactions()
        .with(
            Transactions.Mode.SINGLE,
            db -> {
              tools.heartbeat().forgetTheDead(db);
              return settings.id();
            });
    return take(FactKind.TAKEN_OVER);
  }

  private Duration takeOverEvery() {
    return settings.heartbeatEvery();
  }

  void heartbeat() throws SQLException {
    transactions()
        .with(
            Transactions.Mode.SINGLE,
            db -> {
              tools.heartbeat().beat(db);
              return settings.id();
            });
  }

  /**
   * Lets go of sagas that this engine owns by the table but does not run: a commit of which it
   * never heard. Only of those found twice in a row, so that none is let go while it is just being
   * started.
   */
  void dropUnknown() throws SQLException {
    Map<UUID, Integer> unknown =
        transactions()
            .with(Transactions.Mode.SINGLE, db -> tools.claims().owned(db, settings.id()));
    tools.runs().all().forEach(run -> unknown.remove(run.head().id()));
    unknown.forEach(
        (id, epoch) -> {
          if (epoch.equals(suspects.get(id))) {
            tools.support().recorder().drop(new Ownership(id, settings.id(), epoch));
          }
        });
    suspects = unknown;
  }

  private Transactions transactions() {
    return tools.support().recorder().transactions();
  }

  private boolean take(FactKind how) throws SQLException {
    int room = Math.min(BATCH, MOST_TAKEN - taken.get());
    if (takesNoMore || room <= 0 || tools.catalog().names().isEmpty()) {
      return false;
    }
    List<SagaRun> runs =
        transactions()
            .with(
                Transactions.Mode.TRANSACTION,
                db -> tools.pickUp().take(db, how, room, this::left));
    taken.addAndGet(runs.size());
    runs.forEach(tools.runs()::add);
    runs.forEach(run -> tools.support().threads().execute(run::start));
    if (!runs.isEmpty() && how == FactKind.TAKEN_OVER) {
      log.info("Engine {} took over {} sagas.", settings.name(), runs.size());
    }
    return runs.size() == room;
  }

  private void left(SagaRun run) {
    taken.decrementAndGet();
    tools.runs().remove(run);
  }
}
