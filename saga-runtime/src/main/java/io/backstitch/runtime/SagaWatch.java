package io.backstitch.runtime;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the end of sagas, whichever engine runs them. Whoever waits for a saga of this engine
 * is told by the saga itself; the others wait for the {@link TableWatch}.
 */
final class SagaWatch {

  private static final Logger log = LoggerFactory.getLogger(SagaWatch.class);
  private static final Duration FOREVER = Duration.ofDays(10_000);

  private final Transactions transactions;
  private final SagaEnds ends;
  private final ActiveRuns runs;
  private final TableWatch table;

  SagaWatch(RunSupport support, SagaEnds ends, ActiveRuns runs) {
    this.transactions = support.recorder().transactions();
    this.ends = ends;
    this.runs = runs;
    this.table =
        new TableWatch(
            ids -> transactions.with(Transactions.Mode.SINGLE, db -> ends.look(db, ids)),
            this::runsHere,
            support::after,
            support.settings().pollEvery());
  }

  /** This engine has nothing more to do for a saga: whoever waits for it is told or looks now. */
  void left(SagaRun run) {
    runs.remove(run);
    table.left(run.head().id(), run.end());
  }

  void close() {
    table.close();
    runs.tellNoMore();
  }

  boolean runsHere(UUID id) {
    return runs.ending(id).isPresent();
  }

  /** How many sagas are waited for that this engine does not run. */
  int waitedForElsewhere() {
    return table.size();
  }

  /** Whether a saga that is waited for was found in the table. */
  boolean hasSeen(UUID id) {
    return table.hasSeen(id);
  }

  Optional<SagaEnd> look(UUID id) {
    try {
      return transactions.with(Transactions.Mode.SINGLE, db -> ends.of(db, id));
    } catch (SQLException e) {
      throw new SagaStorageException(
          "Saga %s could not be looked up: %s. It goes on all the same. Ask again."
              .formatted(id, e.getMessage()),
          e);
    }
  }

  SagaEnd await(UUID id, String who) {
    return await(id, who, FOREVER);
  }

  /** Waits for the end of a saga, however often the database is away meanwhile. */
  SagaEnd await(UUID id, String who, Duration atMost) {
    Duration limit = limit(atMost);
    long until = System.nanoTime() + limit.toNanos();
    try {
      Optional<Ending> here = runs.ending(id);
      if (here.isPresent()) {
        boolean told = here.get().await(until - System.nanoTime());
        Optional<SagaEnd> end = here.get().end();
        if (end.isPresent()) {
          return end.get();
        }
        if (!told) {
          throw notFinished(who, limit);
        }
      }
      return awaitElsewhere(id, who, until).orElseThrow(() -> emptyHanded(who, limit));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(who);
    }
  }

  private Optional<SagaEnd> awaitElsewhere(UUID id, String who, long until)
      throws InterruptedException {
    try (TableWatch.Waiter waiter = table.join(id)) {
      var unused = waiter.ending().await(until - System.nanoTime());
      Optional<SagaEnd> end = waiter.ending().end();
      if (waiter.isGone()) {
        throw gone(who);
      }
      // So short a wait that nobody has looked yet is no wait without a look.
      return end.isPresent() || waiter.wasLookedFor() ? end : lookIfPossible(id);
    }
  }

  private Optional<SagaEnd> lookIfPossible(UUID id) {
    try {
      return look(id);
    } catch (SagaStorageException e) {
      log.debug("Saga {} could not be looked up at the end of a wait.", id, e);
      return Optional.empty();
    }
  }

  /** A time that does not overflow as nanoseconds. */
  private static Duration limit(Duration atMost) {
    if (atMost.isNegative()) {
      return Duration.ZERO;
    }
    return atMost.compareTo(FOREVER) < 0 ? atMost : FOREVER;
  }

  private RuntimeException emptyHanded(String who, Duration limit) {
    return table.isClosed() ? closed(who) : notFinished(who, limit);
  }

  private static SagaNotFinishedException notFinished(String who, Duration limit) {
    return new SagaNotFinishedException(
        "%s had not ended after %d ms. It goes on. Wait longer, or ask find(...) later."
            .formatted(who, limit.toMillis()));
  }

  private static SagaStorageException gone(String who) {
    return new SagaStorageException(
        "%s was waited for, and has been removed from the tables before its end was seen here. It had ended, longer ago than keepFinishedFor says. What became of it cannot be found out from the tables any more: look at what it changed, and keep finished sagas for longer."
            .formatted(who),
        null);
  }

  private static EngineClosedException closed(String who) {
    return new EngineClosedException(
        "The engine was closed while %s was waited for. It is not lost: another engine that knows it goes on with it. Ask there with find(...)."
            .formatted(who));
  }

  static SagaInterruptedException interrupted(String who) {
    return new SagaInterruptedException(
        "The thread that waited for %s was interrupted. The saga goes on without it. Ask find(...) for its end."
            .formatted(who));
  }
}
