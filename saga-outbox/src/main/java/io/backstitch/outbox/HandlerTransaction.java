package io.backstitch.outbox;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A transaction on a borrowed connection: rolled back unless committed, and auto-commit put back.
 */
final class HandlerTransaction implements AutoCloseable {

  private final Connection connection;
  private final boolean autoCommit;
  private boolean committed;

  private HandlerTransaction(Connection connection, boolean autoCommit) {
    this.connection = connection;
    this.autoCommit = autoCommit;
  }

  static HandlerTransaction begin(Connection connection) throws SQLException {
    boolean autoCommit = connection.getAutoCommit();
    connection.setAutoCommit(false);
    return new HandlerTransaction(connection, autoCommit);
  }

  void commit() throws SQLException {
    connection.commit();
    committed = true;
  }

  @Override
  public void close() throws SQLException {
    if (!committed) {
      connection.rollback();
    }
    connection.setAutoCommit(autoCommit);
  }
}
