package io.backstitch.runtime;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Borrows a connection, works in one transaction, and gives the connection back as it was. */
final class Transactions {

  private static final Logger log = LoggerFactory.getLogger(Transactions.class);

  /** What is done in the transaction. */
  @FunctionalInterface
  interface Work<T> {
    T in(Connection db) throws SQLException;
  }

  private final DataSource dataSource;

  Transactions(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** How the work commits. */
  enum Mode {
    /** Several statements, one commit, when the work has returned. */
    TRANSACTION,
    /** What is sent together commits by itself: for one round trip. */
    SINGLE
  }

  /** Does some work with a borrowed connection. What it has returned is not lost to a bad close. */
  <T> T with(Mode mode, Work<T> work) throws SQLException {
    Connection db = connect();
    boolean autoCommit = mode == Mode.SINGLE;
    boolean usable = true;
    try {
      autoCommit = db.getAutoCommit();
      db.setAutoCommit(mode == Mode.SINGLE);
      return in(db, mode, work);
    } catch (Error e) {
      usable = false; // An open connection in the middle of something would answer others wrongly.
      abort(db);
      usable = true;
      throw e;
    } finally {
      if (usable) {
        restore(db, autoCommit);
        giveBack(db);
      }
    }
  }

  private static <T> T in(Connection db, Mode mode, Work<T> work) throws SQLException {
    try {
      T result = work.in(db);
      if (mode == Mode.TRANSACTION) {
        db.commit();
      }
      return result;
    } catch (DataAccessException e) {
      rollBack(db);
      SQLException cause = e.getCause(SQLException.class);
      throw cause == null ? new SQLException(e.getMessage(), e) : cause;
    } catch (SQLException | RuntimeException e) {
      rollBack(db);
      throw e;
    }
  }

  /** Borrows a connection. Whatever a pool says when it has none, it may have one later. */
  Connection connect() throws SQLException {
    try {
      return dataSource.getConnection();
    } catch (SQLException e) {
      if (StandardClassifier.mayPass(e)) {
        throw e;
      }
      throw new SQLTransientConnectionException(e.getMessage(), "08001", e);
    } catch (RuntimeException e) {
      throw new SQLTransientConnectionException(e.toString(), "08001", e);
    }
  }

  /** Nobody knows what the driver was about when the error met it. */
  private static void abort(Connection db) {
    try {
      db.abort(Runnable::run);
    } catch (SQLException e) {
      log.debug("The connection of an error could not be aborted.", e);
    }
  }

  /**
   * Lets PostgreSQL end the transaction if this process leaves it alone for so long: so a process
   * that is frozen in the middle does not keep its locks.
   */
  static void limitIdleTime(Connection db, Duration idle) throws SQLException {
    try (PreparedStatement sql =
        db.prepareStatement("select set_config('idle_in_transaction_session_timeout', ?, true)")) {
      sql.setString(1, Long.toString(idle.toMillis()));
      sql.execute();
    }
  }

  static void rollBack(Connection db) {
    try {
      if (!db.isClosed() && !db.getAutoCommit()) {
        db.rollback();
      }
    } catch (SQLException e) {
      log.debug("The connection is gone, and with it the transaction.", e);
    }
  }

  static void restore(Connection db, boolean autoCommit) {
    try {
      if (!db.isClosed()) {
        db.setAutoCommit(autoCommit);
      }
    } catch (SQLException e) {
      log.debug("The connection could not be given back as it was.", e);
    }
  }

  static void giveBack(Connection db) {
    try {
      db.close();
    } catch (SQLException e) {
      log.debug("The connection could not be given back.", e);
    }
  }
}
