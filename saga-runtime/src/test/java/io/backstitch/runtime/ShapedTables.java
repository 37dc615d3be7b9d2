package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.servers.Database;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** What one saga of some shape leaves in a database of its own, and whether that is right. */
final class ShapedTables {

  private final Database db;

  ShapedTables(Database db) {
    this.db = db;
  }

  void create() throws SQLException {
    SagaEngine.builder(db.dataSource()).build().close();
    CallTable.create(db);
    Ledger.create(db);
  }

  void empty() throws SQLException {
    db.execute("truncate saga_instance, saga_journal, saga_outbox, saga_engine, call, ledger");
  }

  /** All engines so far are dead for those to come. */
  void declareAllDead() throws SQLException {
    db.execute("update saga_engine set heartbeat_at = 'epoch'");
  }

  boolean hasEnded() throws SQLException {
    return db.number("select count(*) from saga_instance where finished_at is not null") == 1;
  }

  /** Each row as "KIND step #attempt". */
  List<String> journal() throws SQLException {
    return db
        .rows(
            "select concat_ws(' ', kind, step, '#' || attempt) fact from saga_journal order by seq")
        .stream()
        .map(row -> (String) row.get("fact"))
        .toList();
  }

  /** The saga has ended as it should, and all that is left of it agrees. */
  void audit(SagaShape shape) throws SQLException {
    assertThat(db.rows("select status from saga_instance"))
        .as("the end")
        .isEqualTo(List.of(Map.of("status", shape.end().name())));
    JournalAudit.check(db, Map.of(shape.name(), shape.graph()));
    CallAudit.check(db, shape.graph());
    var saga = new ShapedSaga(shape, new CallJournal(db.dataSource()), "audit").define();
    assertThat(FoldAudit.differences(db, Map.of(shape.name(), saga))).isEmpty();
    Ledger.check(db, shape);
    attemptsAreBounded(shape);
  }

  private void attemptsAreBounded(SagaShape shape) throws SQLException {
    assertThat(db.rows("select call, max(attempt) attempt from call group by call"))
        .as("attempts")
        .filteredOn(row -> !shape.isAfterPivot((String) row.get("call")))
        .allMatch(row -> (Integer) row.get("attempt") <= SagaShape.RETRY.maxAttempts());
  }

  /** How many connections of this name are there that match. */
  long connections(String name, String which) throws SQLException {
    return db.number(
        "select count(*) from pg_stat_activity where datname = current_database()"
            + " and application_name = '%s' and %s".formatted(name, which));
  }
}
