package io.backstitch.runtime;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
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

  /** Calls that come one by one share a round, unless the last one brought something. */
  private static final Duration GATHERING = Duration.ofMillis(10);

  private static final int MOST_REQUESTS = 10_000;
  private static final int MOST_OPERATIONS = 200;

  private static final Duration NOT_YET = Duration.ofDays(2);

  private final CaretakerTools tools;
  private final EngineSettings settings;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition called = lock.newCondition();
  private Map<UUID, Integer> suspects = Map.of();
  private long nextRound = System.nanoTime();
  private long lastRound = nextRound;
  private boolean lastTookSome;
  private boolean tookSome;
  private boolean closed;
  private volatile boolean takesNoMore;
  private boolean away;
  private long nextHeartbeat = System.nanoTime();
  private long nextTakeOver = System.nanoTime();
  private boolean orphansLeft;

  Caretaker(CaretakerTools tools) {
    this.tools = tools;
    this.settings = tools.support().settings();
    this.thread = new Thread(this::run, "backstitch-caretaker-" + settings.name());
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Asks for a round: somebody knows of a saga that may be due. */
  void call() {
    lock.lock();
    try {
      bringForward(lastTookSome ? System.nanoTime() : lastRound + GATHERING.toNanos());
    } finally {
      lock.unlock();
    }
  }

  /** A saga that the engine ran in its own threads has left it. */
  void left(SagaRun run) {
    tools.watch().left(run);
    giveBackPlace();
  }

  /** There is room for one more; those that wait in the table are not fetched one by one. */
  void giveBackPlace() {
    tools.places().giveBack();
    if (tools.places().othersWait()) {
      lock.lock();
      try {
        bringForward(
            tools.places().isWorthATrip() ? System.nanoTime() : lastRound + GATHERING.toNanos());
      } finally {
        lock.unlock();
      }
    }
  }

  private void bringForward(long round) {
    if (round - nextRound < 0) {
      nextRound = round;
      called.signal();
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
      expectNextRound();
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

  /** Whatever is asked for from now on is not what this round was asked for. */
  private void expectNextRound() {
    tookSome = false;
    lock.lock();
    try {
      nextRound = System.nanoTime() + NOT_YET.toNanos();
    } finally {
      lock.unlock();
    }
  }

  private void pause() {
    lock.lock();
    try {
      lastRound = System.nanoTime();
      lastTookSome = tookSome;
      bringForward(lastRound + settings.roundEvery().toNanos());
      long nanos = nextRound - lastRound;
      while (!closed && nanos > 0) {
        called.awaitNanos(nanos);
        nanos = nextRound - System.nanoTime();
      }
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
          "Engine {} could not look after its sagas: {}. It tries again every {} ms; if that lasts longer than {} ms, other engines take its sagas over.",
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
      log.info("Engine {} looks after its sagas again.", settings.name());
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
    obeyOperators();
    int asOf = tools.places().sentToTableSoFar();
    boolean more = take(FactKind.PICKED_UP);
    if (now - nextTakeOver >= 0) {
      nextTakeOver = now + takeOverEvery().toNanos();
      dropUnknown();
      orphansLeft = takeOver();
    } else if (orphansLeft) {
      orphansLeft = take(FactKind.TAKEN_OVER);
    }
    more |= orphansLeft;
    if (takesNoMore) {
      return false;
    }
    tools.places().found(more, asOf);
    if (tools.places().othersCouldBegin()) {
      call(); // Also for a submit that found no place only because this round held it.
    }
    return more && tools.places().isWorthATrip();
  }

  /**
   * Lets go of the sagas of which operators want something, and does that where nobody runs them.
   * Those that run here cost nothing while they are waited for.
   */
  private void obeyOperators() throws SQLException {
    int done = 0;
    for (OperatorTable.Request request : tools.desk().requests(MOST_REQUESTS)) {
      Optional<SagaRun> run = tools.runs().find(request.sagaId());
      run.filter(it -> !it.isLeaving())
          .ifPresent(it -> tools.support().decisions().execute(it::leave));
      boolean isWaitedFor =
          request.isOwnedBy(settings.id())
              && run.filter(it -> !OperatorDesk.isGraceOver(it.saga(), request)).isPresent();
      if (!isWaitedFor && done < MOST_OPERATIONS) {
        done++;
        if (tools.desk().carryOut(request)) {
          run.ifPresent(it -> tools.support().decisions().execute(it::abandon));
        }
      }
    }
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
    List<SagaRun> before = tools.runs().all();
    Map<UUID, Integer> unknown =
        transactions()
            .with(Transactions.Mode.SINGLE, db -> tools.claims().owned(db, settings.id()));
    before.stream().filter(run -> !isOurs(run, unknown)).forEach(tools.runs()::isElsewhere);
    tools.runs().all().forEach(run -> unknown.remove(run.head().id()));
    unknown.forEach(
        (id, epoch) -> {
          if (epoch.equals(suspects.get(id))) {
            tools.support().recorder().drop(new Ownership(id, settings.id(), epoch));
          }
        });
    suspects = unknown;
  }

  private static boolean isOurs(SagaRun run, Map<UUID, Integer> owned) {
    return Integer.valueOf(run.head().epoch()).equals(owned.get(run.head().id()));
  }

  private Transactions transactions() {
    return tools.support().recorder().transactions();
  }

  /** Takes what it has room for; says whether there may be more. */
  private boolean take(FactKind how) throws SQLException {
    if (takesNoMore || tools.catalog().names().isEmpty()) {
      return false;
    }
    int room = tools.places().takeForTrip();
    if (room == 0) {
      return tools.places().othersWait();
    }
    int unused = room;
    try {
      List<SagaRun> runs =
          transactions()
              .with(
                  Transactions.Mode.TRANSACTION,
                  db -> tools.pickUp().take(db, how, room, this::left));
      unused -= runs.size();
      tookSome |= !runs.isEmpty();
      runs.forEach(run -> tools.runs().add(run, ActiveRuns.Kind.OF_ENGINE));
      runs.forEach(run -> tools.support().threads().execute(run::start));
      if (!runs.isEmpty() && how == FactKind.TAKEN_OVER) {
        log.info("Engine {} took over {} sagas.", settings.name(), runs.size());
      }
      return unused == 0;
    } finally {
      tools.places().endTrip(unused);
    }
  }
}
