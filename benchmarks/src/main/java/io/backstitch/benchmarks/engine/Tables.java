package io.backstitch.benchmarks.engine;

import io.backstitch.runtime.SagaEngine;
import io.backstitch.servers.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** The library's tables in a database of their own: emptied before a run, read after it. */
final class Tables {

  /** The sagas of one run, by their keys: what was there before does not count. */
  private static final String OF_THIS_RUN =
      " saga_type = ? and saga_key >= ? and saga_key < ? || '~' ";

  private final String url;
  private final DataSource dataSource;
  private boolean keepsSagas;

  private Tables(String url, DataSource dataSource) {
    this.url = url;
    this.dataSource = dataSource;
  }

  /** Made by the engine's own migrations. */
  static Tables create(PostgresServer server, String name) throws SQLException {
    String url = server.createDatabase(name);
    Tables tables = new Tables(url, server.dataSource(name));
    SagaEngine.builder(tables.dataSource).build().close();
    tables.execute(Stock.CREATE);
    return tables;
  }

  String url() {
    return url;
  }

  /** Puts so many finished sagas in, to stay there, with two rows of the journal each. */
  void fill(String sagaType, int sagas) throws SQLException {
    keepsSagas = true;
    execute(History.heads(sagaType, sagas));
    execute(History.journal());
    execute("vacuum (analyze) saga_instance");
    execute("vacuum (analyze) saga_journal");
  }

  /** Empties them, and has no checkpoint to come from what was written before. */
  void prepare() throws SQLException {
    execute(
        keepsSagas ? "truncate saga_outbox" : "truncate saga_instance, saga_journal, saga_outbox");
    execute(Stock.FILL);
    execute("checkpoint");
  }

  /**
   * Fails unless the tables hold what so many sagas leave, each of them whole.
   *
   * @param keys what the keys of this run begin with
   */
  void verify(Workload workload, String keys, long sagas) throws SQLException {
    Map<String, Long> expected = new TreeMap<>();
    workload.journal().forEach(row -> expected.merge(row.text(), sagas, Long::sum));
    boolean completed = workload.endsAs().equals("COMPLETED");
    expected.put(
        "saga %s %d %s".formatted(workload.endsAs(), workload.journal().size(), completed), sagas);
    expected.put("messages", sagas * workload.events());
    expected.put("changes", workload.changesStock() ? sagas * workload.steps() : 0);
    Map<String, Long> found = found(workload, keys);
    if (!found.equals(expected)) {
      throw new IllegalStateException(
          "After %d sagas %s the tables should hold%n  %s%nbut hold%n  %s"
              .formatted(sagas, workload.type(), expected, found));
    }
  }

  private Map<String, Long> found(Workload workload, String keys) throws SQLException {
    List<String> run = List.of(workload.type().name(), keys, keys);
    Map<String, Long> found = new TreeMap<>();
    found.putAll(
        counts(
            "select format('saga %s %s %s', status, last_seq,"
                + " case when result is null then 'false' else 'true' end), count(*)"
                + " from saga_instance where finished_at is not null and owner is null and"
                + OF_THIS_RUN
                + "group by 1",
            run));
    found.putAll(
        counts(
            "select format('%s %s %s %s %s %s', j.kind, j.status, coalesce(step, '-'),"
                + " case when payload is null then '-' else 'result' end, coalesce(failure, '-'),"
                + " coalesce(message, '-')), count(*)"
                + " from saga_instance i join saga_journal j on j.saga_id = i.id"
                + " where coalesce(attempt, 1) = 1 and"
                + OF_THIS_RUN
                + "group by 1",
            run));
    found.putAll(counts("select 'messages', count(*) from saga_outbox", List.of()));
    found.putAll(counts("select 'changes', sum(changes) from stock", List.of()));
    return found;
  }

  private Map<String, Long> counts(String query, List<String> parameters) throws SQLException {
    Map<String, Long> counts = new TreeMap<>();
    try (Connection db = dataSource.getConnection();
        PreparedStatement sql = db.prepareStatement(query)) {
      for (int i = 0; i < parameters.size(); i++) {
        sql.setString(i + 1, parameters.get(i));
      }
      try (ResultSet row = sql.executeQuery()) {
        while (row.next()) {
          counts.put(row.getString(1), row.getLong(2));
        }
      }
    }
    return counts;
  }

  private void execute(String sql) throws SQLException {
    try (Connection db = dataSource.getConnection();
        Statement statement = db.createStatement()) {
      statement.execute(sql);
    }
  }
}
