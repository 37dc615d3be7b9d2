package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.servers.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * What transactional calls write with their own connection: 1 for each step, and -1 for each
 * compensation.
 */
final class Ledger {

  static final String WRITE = "insert into ledger (call, amount, by) values (?, ?, ?)";

  private Ledger() {}

  static void create(Database db) throws SQLException {
    db.execute("create table ledger (place bigserial, call text, amount integer, by text)");
  }

  static void write(Connection db, String call, String by) throws SQLException {
    try (PreparedStatement sql = db.prepareStatement(WRITE)) {
      sql.setString(1, call);
      sql.setInt(2, call.startsWith("undo ") ? -1 : 1);
      sql.setString(3, by);
      sql.executeUpdate();
    }
  }

  /** The ledger of one saga has each recorded transactional call once, and no other. */
  static void check(Database db, SagaShape shape) throws SQLException {
    String recorded =
        """
        select case kind when 'STEP_COMPENSATED' then 'undo ' else '' end || step as call, step
        from saga_journal where kind in ('STEP_SUCCEEDED', 'STEP_COMPENSATED') order by seq
        """;
    assertThat(db.rows("select call from ledger order by place"))
        .as("the ledger")
        .extracting(row -> row.get("call"))
        .containsExactlyInAnyOrderElementsOf(
            db.rows(recorded).stream()
                .filter(row -> shape.isTransactional((String) row.get("step")))
                .map(row -> row.get("call"))
                .toList());
    long undone = shape.end() == SagaStatus.COMPENSATED ? 0 : transactionalSteps(shape);
    assertThat(db.number("select coalesce(sum(amount), 0) from ledger"))
        .as("the sum of the ledger")
        .isEqualTo(undone);
  }

  private static long transactionalSteps(SagaShape shape) {
    return shape.graph().steps().stream().filter(shape::isTransactional).count();
  }
}
