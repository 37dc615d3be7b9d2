package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.backstitch.servers.Database;
import io.backstitch.servers.JavaProcess;
import io.backstitch.servers.PostgresProxy;
import io.backstitch.servers.PostgresServer;
import io.backstitch.servers.ProxyTrap;
import io.backstitch.servers.RequestMoment;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The process of an engine is killed with SIGKILL before, in the middle of and after a commit of
 * facts; another engine finishes what it began.
 */
@Timeout(120)
class KilledEngineTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension static final Database db = Database.fresh();

  private static HikariDataSource pool;
  private static WitnessedSaga saga;

  private final PostgresProxy proxy = PostgresProxy.before(PostgresServer.shared());

  @BeforeAll
  static void tables() throws SQLException {
    CallTable.create(db);
    pool = KillableEngine.pool(db.url());
    saga = KillableEngine.saga(pool);
    heir().close();
  }

  @AfterAll
  static void closePool() {
    pool.close();
  }

  @BeforeEach
  void forgetAll() throws SQLException {
    db.execute("truncate saga_instance, saga_journal, saga_outbox, saga_engine, call");
  }

  @AfterEach
  void closeProxy() {
    proxy.close();
  }

  private static SagaEngine heir() {
    return SagaEngine.builder(pool)
        .name("heir")
        .pollEvery(Duration.ofMillis(20))
        .register(saga.define())
        .build();
  }

  /** So late that somebody was told something: callers have ended sagas and begun others. */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "STEP_SUCCEEDED, UNSENT, 200",
    "STEP_SUCCEEDED, HALF_SENT, 200",
    "STEP_SUCCEEDED, UNANSWERED, 200",
    "STEP_SUCCEEDED, ANSWERED, 200",
    "STARTED, UNANSWERED, 40",
    "STEP_COMPENSATED, UNANSWERED, 70",
  })
  void a_kill_loses_nothing_that_was_told_and_repeats_nothing_that_was_recorded(
      String write, RequestMoment moment, int nth) throws Exception {
    String told = killAt(moment, write, nth);

    whatWasToldIsSo(told);
    db.execute("update saga_engine set heartbeat_at = 'epoch'");
    try (SagaEngine heir = heir()) {
      await().atMost(PATIENCE).until(() -> unfinished() == 0 && heir.activeSagas() == 0);
    }
    whatWasToldIsSo(told);
    JournalAudit.check(db, Map.of(saga.type.name(), saga.graph));
    CallAudit.check(db, saga.graph);
    assertThat(takeOvers()).isPositive();
    if (write.equals("STEP_SUCCEEDED") && moment.compareTo(RequestMoment.HALF_SENT) <= 0) {
      assertThat(repeatedCalls()).as("what was not recorded is called again").isPositive();
    }
  }

  /** Kills the engine at the n-th such commit, and returns all that it has said until then. */
  private String killAt(RequestMoment moment, String write, int nth) {
    CompletableFuture<JavaProcess> engine = new CompletableFuture<>();
    ProxyTrap trap =
        proxy
            .at(moment, request -> JournalWrites.commits(request, write))
            .nth(nth)
            .cutAfter(() -> engine.join().kill());
    try (JavaProcess process =
        JavaProcess.start(
            List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
            KillableEngine.class,
            proxy.jdbcUrl(db),
            db.url())) {
      engine.complete(process);
      trap.await(PATIENCE);
      proxy.cutAll();
      return process.output();
    }
  }

  /** A line that the kill has cut off was not told. */
  private static void whatWasToldIsSo(String told) throws SQLException {
    String lines = told.substring(0, told.lastIndexOf('\n') + 1);
    Map<String, String> status =
        db.rows("select saga_key, status from saga_instance").stream()
            .collect(
                Collectors.toMap(
                    row -> (String) row.get("saga_key"), row -> (String) row.get("status")));
    Set<String> ends =
        status.entrySet().stream()
            .map(saga -> "done " + saga.getValue() + " " + saga.getKey())
            .collect(Collectors.toSet());
    assertThat(lines.lines().filter(line -> line.startsWith("done ")))
        .isNotEmpty()
        .isSubsetOf(ends);
    assertThat(lines.lines().filter(line -> line.startsWith("accepted ")))
        .allSatisfy(line -> assertThat(status).containsKey(line.substring("accepted ".length())));
  }

  private static long unfinished() throws SQLException {
    return db.number("select count(*) from saga_instance where finished_at is null");
  }

  private static long takeOvers() throws SQLException {
    return db.number("select count(*) from saga_journal where kind = 'TAKEN_OVER'");
  }

  private static long repeatedCalls() throws SQLException {
    return db.number(
        "select count(*) - count(distinct (saga_id, call, attempt)) as repeated from call");
  }
}
