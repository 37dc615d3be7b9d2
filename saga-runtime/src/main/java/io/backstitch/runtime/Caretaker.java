package io.backstitch.runtime;

import io.backstitch.definition.SagaDefinition;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  /** How many sagas are taken in one transaction, so that living engines share them. */
  private static final int BATCH = 50;

  /** So many sagas at a time are run for others; sagas of this engine's callers come on top. */
  private static final int MOST_RUNS = 1_000;

  private final CaretakerTools tools;
  private final EngineSettings settings;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition called = lock.newCondition();
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
      } catch (SQLException | RuntimeException e) {
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

  private void tellAway(Exception e) {
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
      boolean moreOrphans = takeOver();
      more |= moreOrphans;
      nextTakeOver = moreOrphans ? now : now + takeOverEvery().toNanos();
    }
    return more;
  }

  /** Takes over what dead engines had; says whether there may be more. */
  boolean takeOver() throws SQLException {
    return take(FactKind.TAKEN_OVER);
  }

  private Duration takeOverEvery() {
    return settings.heartbeatEvery();
  }

  void heartbeat() throws SQLException {
    tools
        .support()
        .recorder()
        .transactions()
        .with(
            Transactions.Mode.SINGLE,
            db -> {
              tools.heartbeat().beat(db);
              return settings.id();
            });
  }

  private boolean take(FactKind how) throws SQLException {
    int room = Math.min(BATCH, MOST_RUNS - tools.runs().count());
    if (takesNoMore || room <= 0 || tools.catalog().names().isEmpty()) {
      return false;
    }
    List<SagaRun> taken =
        tools
            .support()
            .recorder()
            .transactions()
            .with(Transactions.Mode.TRANSACTION, db -> take(db, how, room));
    for (SagaRun run : taken) {
      tools.runs().add(run);
      SagaRun.Origin origin =
          how == FactKind.TAKEN_OVER ? SagaRun.Origin.DEAD_ENGINE : SagaRun.Origin.NOBODY;
      tools.support().threads().execute(() -> run.start(origin));
    }
    if (!taken.isEmpty() && how == FactKind.TAKEN_OVER) {
      log.info("Engine {} took over {} sagas.", settings.name(), taken.size());
    }
    return taken.size() == room;
  }

  private List<SagaRun> take(Connection db, FactKind how, int most) throws SQLException {
    boolean orphans = how == FactKind.TAKEN_OVER;
    if (orphans) {
      tools.heartbeat().forgetTheDead(db);
    }
    List<SagaClaims.Found> found =
        orphans
            ? tools.claims().orphaned(db, settings.id(), tools.catalog().names(), most)
            : tools.claims().due(db, tools.catalog().names(), most);
    List<SagaRun> runs = new ArrayList<>();
    if (!found.isEmpty()) {
      List<UUID> ids = found.stream().map(saga -> saga.head().id()).toList();
      Map<UUID, List<SagaFact>> journals = tools.reader().journals(db, ids);
      for (SagaClaims.Found saga : found) {
        runs.add(take(db, how, saga, journals.getOrDefault(saga.head().id(), List.of())));
      }
    }
    return runs;
  }

  private SagaRun take(Connection db, FactKind how, SagaClaims.Found found, List<SagaFact> journal)
      throws SQLException {
    SagaDefinition<?, ?> saga = tools.catalog().get(new TypeVersion(found.type(), found.version()));
    SagaHead head = found.head();
    SagaState state = read(saga, head, journal);
    int recoveries = head.recoveries() + (how == FactKind.TAKEN_OVER ? 1 : 0);
    SagaHead ours =
        tools
            .sagaLog()
            .take(db, head, settings.id(), SagaPlan.activeStatus(state), how, recoveries);
    return new SagaRun(tools.support(), ours, state, tools.runs()::remove);
  }

  /** A journal that does not fit the definition parks the saga instead of guessing. */
  private static SagaState read(SagaDefinition<?, ?> saga, SagaHead head, List<SagaFact> journal) {
    try {
      return SagaState.fold(saga, head.key(), journal);
    } catch (IllegalArgumentException e) {
      SagaState empty = SagaState.begin(saga, head.key());
      return empty.with(SagaFact.parked(ParkedReason.unreadable(empty.who(), e)));
    }
  }
}
