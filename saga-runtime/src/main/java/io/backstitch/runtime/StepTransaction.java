package io.backstitch.runtime;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transaction of one attempt at a transactional step: the step's own effects, then, if it
 * succeeds, the record of it and its events. Closing it rolls back what was not committed.
 */
final class StepTransaction implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(StepTransaction.class);

  private final Connection real;
  private final StepConnection forStep;
  private final boolean autoCommit;

  private StepTransaction(Connection real, String step) throws SQLException {
    this.real = real;
    this.forStep = new StepConnection(real, step);
    this.autoCommit = real.getAutoCommit();
    real.setAutoCommit(false);
  }

  /**
   * Borrows a connection and begins.
   *
   * @param idle how long the step may leave the connection alone: then PostgreSQL ends the
   *     transaction, so that a process that is frozen in the middle does not keep its locks
   */
  static StepTransaction begin(Transactions transactions, StepAttempt attempt, Duration idle)
      throws SQLException {
    Connection db = transactions.connect();
    try {
      StepTransaction transaction = new StepTransaction(db, attempt.step());
      Transactions.limitIdleTime(db, idle);
      attempt.cancelledBy(transaction::abort);
      return transaction;
    } catch (SQLException e) {
      Transactions.giveBack(db);
      throw e;
    }
  }

  /** For an attempt whose time is over, from another thread: the server rolls back. */
  private void abort() {
    try {
      real.abort(Runnable::run);
    } catch (SQLException e) {
      log.debug("The connection of an attempt that took too long could not be aborted.", e);
    }
  }

  /** What the step gets. */
  StepConnection forStep() {
    return forStep;
  }

  /** What the engine writes with. */
  Connection real() {
    return real;
  }

  @Override
  public void close() {
    forStep.end();
    Transactions.rollBack(real);
    Transactions.restore(real, autoCommit);
    Transactions.giveBack(real);
  }
}
