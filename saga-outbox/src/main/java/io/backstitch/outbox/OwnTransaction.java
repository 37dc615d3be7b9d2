package io.backstitch.outbox;

import io.backstitch.outbox.migration.SchemaTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;

/** Work on the tables that is a READ COMMITTED transaction of its own. */
final class OwnTransaction {

  private final DataSource dataSource;
  private final SchemaTables tables;

  OwnTransaction(DataSource dataSource, SchemaTables tables) {
    this.dataSource = dataSource;
    this.tables = tables;
  }

  /** Where the tables are, for functions that stand beside them. */
  String schema() {
    return tables.schema();
  }

  <T> T of(Function<DSLContext, T> work) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      DSLContext transaction = tables.on(connection);
      transaction.execute("set transaction isolation level read committed");
      T done = work.apply(transaction);
      connection.commit();
      return done;
    } catch (DataAccessException e) {
      SQLException cause = e.getCause(SQLException.class);
      throw cause == null ? new SQLException(e) : cause;
    }
  }
}
