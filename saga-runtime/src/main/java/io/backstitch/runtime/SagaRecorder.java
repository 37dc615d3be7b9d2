package io.backstitch.runtime;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sure that what must be written is written. What a remote step did cannot be taken back, so
 * its record is written however long the database is away.
 */
final class SagaRecorder {

  private static final Logger log = LoggerFactory.getLogger(SagaRecorder.class);
  private static final Duration FIRST_WAIT = Duration.ofMillis(20);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
  private static final int REFUSALS = 3;

  private final Transactions transactions;
  private final SagaLog sagaLog;
  private final Queue<Ownership> dropped = new ConcurrentLinkedQueue<>();
  private volatile boolean givesUp;

  SagaRecorder(Transactions transactions, SagaLog sagaLog) {
    this.transactions = transactions;
    this.sagaLog = sagaLog;
  }

  /** A write that may be begun again; it finds out itself what became of an earlier attempt. */
  @FunctionalInterface
  interface Write<T> {
    T with(Connection db) throws SQLException;
  }

  /**
   * Does a write until the database has answered, each time with a new connection that is borrowed
   * before the write takes any lock: whoever holds a lock never waits for a connection.
   *
   * @param who for messages
   * @throws UnrecordableException if PostgreSQL refuses the write as such
   * @throws EngineClosedException if the database is away and the engine closes
   */
  <T> T untilAnswered(String who, Write<T> write) throws UnrecordableException {
    Patience patience = new Patience(who);
    try {
      int refusals = 0;
      while (true) {
        patience.keepInterruptForLater();
        try {
          return transactions.with(Transactions.Mode.SINGLE, write::with);
        } catch (SQLException e) {
          refusals = StandardClassifier.isRefusal(e) ? refusals + 1 : 0;
          if (refusals == REFUSALS) {
            throw new UnrecordableException(e);
          }
          patience.pause(e);
        }
      }
    } finally {
      patience.passOnInterrupt();
    }
  }

  /**
   * Begins the transaction of an attempt: as long as there is no connection, the attempt has not
   * begun and does not count.
   *
   * @throws SQLException if the time of the attempt is over before that
   */
  StepTransaction untilBegun(String who, StepAttempt attempt, Duration idle) throws SQLException {
    Patience patience = new Patience(who);
    try {
      while (true) {
        patience.keepInterruptForLater();
        try {
          return StepTransaction.begin(transactions, attempt, idle);
        } catch (SQLException e) {
          if (attempt.isInterrupted()) {
            throw e;
          }
          patience.pause(e);
        }
      }
    } finally {
      patience.passOnInterrupt();
    }
  }

  /** Waits longer from time to time, and does not let an interrupt of the thread hurry it. */
  private final class Patience {

    private final String who;
    private Duration wait = FIRST_WAIT;
    private boolean interrupted;

    Patience(String who) {
      this.who = who;
    }

    void keepInterruptForLater() {
      interrupted |= Thread.interrupted();
    }

    void passOnInterrupt() {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    void pause(SQLException e) {
      if (givesUp) {
        throw new EngineClosedException(
            "%s could not get on (%s) before its engine closed. It goes on elsewhere from its last record."
                .formatted(who, e.getMessage()));
      }
      if (wait.equals(FIRST_WAIT)) {
        log.warn(
            "{} cannot get on: {}. The engine tries again until the database answers.",
            who,
            e.getMessage());
      }
      keepInterruptForLater();
      LockSupport.parkNanos(wait.toNanos());
      Duration twice = wait.multipliedBy(2);
      wait = twice.compareTo(LONGEST_WAIT) < 0 ? twice : LONGEST_WAIT;
    }
  }

  /** Lets go of a saga that this engine cannot run on; the next engine to look takes it over. */
  void drop(Ownership mine) {
    dropped.add(mine);
  }

  /** Writes what was dropped; what cannot be written now is kept for the next time. */
  void disownDropped() throws SQLException {
    for (Ownership mine = dropped.peek(); mine != null; mine = dropped.peek()) {
      Ownership next = mine;
      transactions.with(
          Transactions.Mode.SINGLE,
          db -> {
            sagaLog.disown(db, next);
            return next;
          });
      dropped.remove(mine);
    }
  }

  /** From now on the database is not waited for. */
  void giveUpWaiting() {
    givesUp = true;
  }

  Transactions transactions() {
    return transactions;
  }
}
