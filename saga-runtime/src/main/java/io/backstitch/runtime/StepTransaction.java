package io.backstitch.runtime;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The transaction of one attempt at a transactional step: the step's own effects, then, if it
 * succeeds, the record of it and its events. Closing it rolls back what was not committed.
 */
final class StepTransaction implements AutoCloseable {

  private final Connection real;
  private final StepConnection forStep;
  private final boolean autoCommit;

  private StepTransaction(Connection real, String step) throws SQLException {
    this.real = real;
    this.forStep = new StepConnection(real, step);
    this.autoCommit = real.getAutoCommit();
    real.setAutoCommit(false);
  }

  /** Borrows a connection and begins. */
  static StepTransaction begin(Transactions transactions, String step) throws SQLException {
    Connection db = transactions.dataSource().getConnection();
    try {
      return new StepTransaction(db, step);
    } catch (SQLException e) {
      Transactions.giveBack(db);
      throw e;
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
