package io.backstitch.runtime;

import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Struct;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;

/**
 * The connection as a step sees it: the engine's transaction, which only the engine ends. What
 * would commit the step without its record, or go on after the step has ended, is refused.
 *
 * <p>This guards against mistakes, not against intent. Refused are the methods of this connection
 * that end or change the transaction, {@code unwrap} to a type that is a connection itself, and
 * every call after the step has ended. Not guarded are: {@code COMMIT} and {@code ROLLBACK} as SQL
 * text; the driver's own objects that this connection hands out, and their way back to the real
 * connection ({@code Statement.getConnection()}, {@code DatabaseMetaData.getConnection()}); and
 * what an unwrapped vendor interface such as {@code PGConnection} can be cast to. A step that goes
 * these ways may commit without its record, and is then run again.
 */
final class StepConnection implements Connection {

  private final Connection real;
  private final String step;
  private volatile boolean ended;

  StepConnection(Connection real, String step) {
    this.real = real;
    this.step = step;
  }

  /** From now on the step can do nothing with it. */
  void end() {
    ended = true;
  }

  private Connection open() throws SQLException {
    if (ended) {
      throw new SQLException(
          "Step %s has ended, and its transaction with it: the connection cannot be used any more. Nothing was done. Finish all work with it before the method returns."
              .formatted(step),
          "08003");
    }
    return real;
  }

  private SQLException refused(String what) throws SQLException {
    open();
    return new SQLException(
        "Step %s called %s on its connection. The engine commits what the step did together with its events and the record of it, or rolls all of it back, so the call was refused. Return to commit, throw to roll back; for a part that may fail, use a savepoint."
            .formatted(step, what),
        "2D000");
  }

  @Override
  public Statement createStatement() throws SQLException {
    return open().createStatement();
  }

  @Override
  public PreparedStatement prepareStatement(String text) throws SQLException {
    return open().prepareStatement(text);
  }

  @Override
  public CallableStatement prepareCall(String text) throws SQLException {
    return open().prepareCall(text);
  }

  @Override
  public String nativeSQL(String text) throws SQLException {
    return open().nativeSQL(text);
  }

  @Override
  public void setAutoCommit(boolean flag) throws SQLException {
    if (flag) {
      throw refused("setAutoCommit(true)");
    }
  }

  @Override
  public boolean getAutoCommit() throws SQLException {
    return open().getAutoCommit();
  }

  @Override
  public void commit() throws SQLException {
    throw refused("commit");
  }

  @Override
  public void rollback() throws SQLException {
    throw refused("rollback");
  }

  @Override
  public void close() throws SQLException {
    throw refused("close");
  }

  @Override
  public boolean isClosed() throws SQLException {
    return ended || real.isClosed();
  }

  @Override
  public DatabaseMetaData getMetaData() throws SQLException {
    return open().getMetaData();
  }

  @Override
  public void setReadOnly(boolean flag) throws SQLException {
    throw refused("setReadOnly");
  }

  @Override
  public boolean isReadOnly() throws SQLException {
    return open().isReadOnly();
  }

  @Override
  public void setCatalog(String text) throws SQLException {
    open().setCatalog(text);
  }

  @Override
  public String getCatalog() throws SQLException {
    return open().getCatalog();
  }

  @Override
  public void setTransactionIsolation(int number) throws SQLException {
    throw refused("setTransactionIsolation");
  }

  @Override
  public int getTransactionIsolation() throws SQLException {
    return open().getTransactionIsolation();
  }

  @Override
  public SQLWarning getWarnings() throws SQLException {
    return open().getWarnings();
  }

  @Override
  public void clearWarnings() throws SQLException {
    open().clearWarnings();
  }

  @Override
  public Statement createStatement(int number, int number2) throws SQLException {
    return open().createStatement(number, number2);
  }

  @Override
  public PreparedStatement prepareStatement(String text, int number, int number2)
      throws SQLException {
    return open().prepareStatement(text, number, number2);
  }

  @Override
  public CallableStatement prepareCall(String text, int number, int number2) throws SQLException {
    return open().prepareCall(text, number, number2);
  }

  @Override
  public Map<String, Class<?>> getTypeMap() throws SQLException {
    return open().getTypeMap();
  }

  @Override
  public void setTypeMap(Map<String, Class<?>> map) throws SQLException {
    open().setTypeMap(map);
  }

  @Override
  public void setHoldability(int number) throws SQLException {
    open().setHoldability(number);
  }

  @Override
  public int getHoldability() throws SQLException {
    return open().getHoldability();
  }

  @Override
  public Savepoint setSavepoint() throws SQLException {
    return open().setSavepoint();
  }

  @Override
  public Savepoint setSavepoint(String text) throws SQLException {
    return open().setSavepoint(text);
  }

  @Override
  public void rollback(Savepoint savepoint) throws SQLException {
    open().rollback(savepoint);
  }

  @Override
  public void releaseSavepoint(Savepoint savepoint) throws SQLException {
    open().releaseSavepoint(savepoint);
  }

  @Override
  public Statement createStatement(int number, int number2, int number3) throws SQLException {
    return open().createStatement(number, number2, number3);
  }

  @Override
  public PreparedStatement prepareStatement(String text, int number, int number2, int number3)
      throws SQLException {
    return open().prepareStatement(text, number, number2, number3);
  }

  @Override
  public CallableStatement prepareCall(String text, int number, int number2, int number3)
      throws SQLException {
    return open().prepareCall(text, number, number2, number3);
  }

  @Override
  public PreparedStatement prepareStatement(String text, int number) throws SQLException {
    return open().prepareStatement(text, number);
  }

  @Override
  public PreparedStatement prepareStatement(String text, int[] columns) throws SQLException {
    return open().prepareStatement(text, columns);
  }

  @Override
  public PreparedStatement prepareStatement(String text, String[] columns) throws SQLException {
    return open().prepareStatement(text, columns);
  }

  @Override
  public Clob createClob() throws SQLException {
    return open().createClob();
  }

  @Override
  public Blob createBlob() throws SQLException {
    return open().createBlob();
  }

  @Override
  public NClob createNClob() throws SQLException {
    return open().createNClob();
  }

  @Override
  public SQLXML createSQLXML() throws SQLException {
    return open().createSQLXML();
  }

  @Override
  public boolean isValid(int number) throws SQLException {
    return open().isValid(number);
  }

  @Override
  public void setClientInfo(String text, String text2) throws SQLClientInfoException {
    real.setClientInfo(text, text2);
  }

  @Override
  public void setClientInfo(Properties properties) throws SQLClientInfoException {
    real.setClientInfo(properties);
  }

  @Override
  public String getClientInfo(String text) throws SQLException {
    return open().getClientInfo(text);
  }

  @Override
  public Properties getClientInfo() throws SQLException {
    return open().getClientInfo();
  }

  @Override
  public Array createArrayOf(String text, Object[] elements) throws SQLException {
    return open().createArrayOf(text, elements);
  }

  @Override
  public Struct createStruct(String text, Object[] elements) throws SQLException {
    return open().createStruct(text, elements);
  }

  @Override
  public void setSchema(String text) throws SQLException {
    open().setSchema(text);
  }

  @Override
  public String getSchema() throws SQLException {
    return open().getSchema();
  }

  @Override
  public void abort(Executor executor) throws SQLException {
    throw refused("abort");
  }

  @Override
  public void setNetworkTimeout(Executor executor, int number) throws SQLException {
    open().setNetworkTimeout(executor, number);
  }

  @Override
  public int getNetworkTimeout() throws SQLException {
    return open().getNetworkTimeout();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    Connection db = open();
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    if (Connection.class.isAssignableFrom(type)) {
      throw refused("unwrap(" + type.getSimpleName() + ".class)");
    }
    return db.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    Connection db = open();
    return type.isInstance(this)
        || (!Connection.class.isAssignableFrom(type) && db.isWrapperFor(type));
  }
}
