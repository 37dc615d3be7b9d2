package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.backstitch.servers.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class SagaListenerTest {

  @RegisterExtension static final Database db = Database.fresh();

  private final List<String> told = new CopyOnWriteArrayList<>();

  private SagaEngine engine(ScriptedSaga saga, SagaListener listener) {
    return SagaEngine.builder(db.dataSource())
        .register(saga.define())
        .listener(
            fact -> {
              throw new AssertionError("a listener that fails is passed over");
            })
        .listener(listener)
        .build();
  }

  private void note(RecordedFact fact) {
    String step = fact.step() == null ? "" : " " + fact.step();
    told.add(fact.seq() + " " + fact.kind() + step + " " + fact.before() + ">" + fact.status());
  }

  @Test
  void is_told_each_fact_in_the_order_of_the_journal() {
    ScriptedSaga saga = ScriptedSaga.named("told").remote("a").transactional("b", "a");
    saga.failing("b", 1, StepFailure.permanent("no"));
    try (SagaEngine engine = engine(saga, this::note)) {
      engine.execute(saga.type, "key", "input");
    }

    assertThat(told)
        .containsExactly(
            "1 STARTED null>RUNNING",
            "2 STEP_SUCCEEDED a RUNNING>RUNNING",
            "3 STEP_FAILED b RUNNING>COMPENSATING",
            "4 STEP_COMPENSATED a COMPENSATING>COMPENSATED");
  }

  @Test
  void is_told_after_the_commit_and_without_a_connection_of_the_engine() {
    ScriptedSaga saga = ScriptedSaga.named("committed").transactional("a").transactional("b", "a");
    HikariConfig one = new HikariConfig();
    one.setJdbcUrl(db.url());
    one.setMaximumPoolSize(1);
    one.setConnectionTimeout(10_000);
    try (HikariDataSource pool = new HikariDataSource(one);
        SagaEngine engine =
            SagaEngine.builder(pool)
                .register(saga.define())
                .listener(fact -> told.add(fact.kind() + " " + rows(pool, fact)))
                .build()) {
      engine.run(saga.type, "key", "input");
    }

    assertThat(told).containsExactly("STARTED 1", "STEP_SUCCEEDED 1", "STEP_SUCCEEDED 1");
  }

  /** With the only connection that there is. */
  private static long rows(HikariDataSource pool, RecordedFact fact) {
    String count =
        "select count(*) from saga_journal where saga_id = '%s' and seq = %d"
            .formatted(fact.sagaId(), fact.seq());
    try (Connection connection = pool.getConnection();
        ResultSet row = connection.createStatement().executeQuery(count)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      return -1;
    }
  }

  @Test
  void is_told_of_what_operators_do_and_of_sagas_that_are_taken_up() {
    ScriptedSaga saga = OperatedSaga.chain("operated");
    saga.failing("b", 1, OperatedSaga.notForAnHour());
    try (SagaEngine engine = engine(saga, this::note)) {
      SagaHandle<String> handle = engine.submit(saga.type, "key", "input");
      await().until(() -> new OperatedSaga(db, saga).is(SagaStatus.WAITING));
      engine.operations("ann", "now").on(saga.type, "key").retry();
      handle.await(Duration.ofSeconds(30));
      await().until(() -> told.size() == 7);
    }

    assertThat(told)
        .containsExactly(
            "1 STARTED null>RUNNING",
            "2 STEP_SUCCEEDED a RUNNING>RUNNING",
            "3 ATTEMPT_FAILED b RUNNING>WAITING",
            "4 RETRIED WAITING>RUNNING",
            "5 PICKED_UP RUNNING>RUNNING",
            "6 STEP_SUCCEEDED b RUNNING>RUNNING",
            "7 STEP_SUCCEEDED c RUNNING>COMPLETED");
  }
}
