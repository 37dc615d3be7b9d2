package io.backstitch.runtime;

import io.backstitch.servers.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A table in which each call of a step is noted when it begins, in a commit of its own, with what
 * the journal of its saga said at that moment.
 */
final class CallTable implements WitnessedSaga.Witness {

  private static final String NOTE =
      """
      insert into call (saga_id, call, attempt, saw)
      select ?, ?, ?, array(
        select kind || coalesce(' ' || step, '') from saga_journal where saga_id = ? order by seq)
      """;

  private final DataSource dataSource;

  CallTable(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  static void create(Database db) throws SQLException {
    db.execute(
        "create table call (place bigserial, saga_id uuid, call text, attempt integer, saw text[])");
  }

  @Override
  public void called(String call, StepContext step) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement sql = connection.prepareStatement(NOTE)) {
      sql.setObject(1, step.sagaId());
      sql.setString(2, call);
      sql.setInt(3, step.attempt());
      sql.setObject(4, step.sagaId());
      sql.executeUpdate();
    }
  }
}
