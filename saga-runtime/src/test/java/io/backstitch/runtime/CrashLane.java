package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.servers.ClientRequest;
import io.backstitch.servers.Database;
import io.backstitch.servers.JavaProcess;
import io.backstitch.servers.PostgresProxy;
import io.backstitch.servers.PostgresServer;
import io.backstitch.servers.ProxyTrap;
import io.backstitch.servers.RequestMoment;
import io.backstitch.servers.ServerFailedException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A database in which one saga after another lives through its deaths. Used by one thread. */
final class CrashLane {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final String DYING = "dying";

  private final Database db;
  private final QuickJvm jvm;

  CrashLane(Database db, QuickJvm jvm) {
    this.db = db;
    this.jvm = jvm;
  }

  /** Makes the tables. */
  void prepare() throws SQLException {
    SagaEngine.builder(db.dataSource()).build().close();
    CallTable.create(db);
    Ledger.create(db);
  }

  /** Runs a saga in a process, so that those to come have less to do when they start. */
  void startFirst(SagaShape shape) {
    try (JavaProcess first =
        jvm.startFirst(ShapedEngine.class, shape.name(), db.url(), db.url(), "first")) {
      first.awaitOutput(ShapedEngine.ENDED, PATIENCE);
      first.terminate();
      first.awaitExit(PATIENCE);
    }
  }

  private void forgetAll() throws SQLException {
    db.execute("truncate saga_instance, saga_journal, saga_outbox, saga_engine, call, ledger");
  }

  /**
   * Runs a saga without any disturbance, and returns what each commit has written. Each is one that
   * passed the proxy, and one row of the journal.
   */
  List<String> boundaries(SagaShape shape) throws SQLException {
    forgetAll();
    List<ClientRequest> commits = new CopyOnWriteArrayList<>();
    try (PostgresProxy proxy = PostgresProxy.before(PostgresServer.shared())) {
      proxy
          .at(
              RequestMoment.ANSWERED,
              request -> JournalWrites.commits(request) && !commits.add(request))
          .run(() -> {});
      try (ShapedEngine engine =
          new ShapedEngine(shape, proxy.jdbcUrl(db), db.url(), "undisturbed", LONG)) {
        engine.startUnlessThere();
      }
    }
    audit(shape);
    List<String> journal = journal();
    assertThat(commits).as("commits that the proxy has seen").hasSameSizeAs(journal);
    for (int i = 0; i < commits.size(); i++) {
      mentions(commits.get(i), journal.get(i));
    }
    return journal;
  }

  private static void mentions(ClientRequest commit, String fact) {
    assertThat(fact.split(" "))
        .allMatch(
            word ->
                word.startsWith("#")
                    || commit.transaction().stream().anyMatch(r -> r.mentions(word)));
  }

  /** Lets two processes die, and a third engine finish; then all must be as if they had not. */
  void liveThrough(CrashCase deaths, List<String> undisturbed) throws SQLException {
    forgetAll();
    die(deaths.shape(), deaths.first());
    assertThat(journal()).as("durable when the first dies").hasSize(deaths.first().durable());
    if (deaths.second().isPresent()) {
      die(deaths.shape(), deaths.second().get());
      assertThat(journal()).as("durable when the second dies").hasSize(deaths.durable());
    }
    try (ShapedEngine last =
        new ShapedEngine(deaths.shape(), db.url(), db.url(), "last", Duration.ofSeconds(2))) {
      last.startUnlessThere();
      await().atMost(PATIENCE).until(this::hasEnded);
    }
    audit(deaths.shape());
    assertThat(journal())
        .as("what is recorded, but for take-overs")
        .filteredOn(fact -> !fact.equals(CrashPlan.TAKE_OVER))
        .isEqualTo(undisturbed);
  }

  /** A process that goes on with the saga, or starts it, and is killed at its n-th commit. */
  private void die(SagaShape shape, CrashPoint point) throws SQLException {
    try (PostgresProxy proxy = PostgresProxy.before(PostgresServer.shared())) {
      CompletableFuture<JavaProcess> process = new CompletableFuture<>();
      ProxyTrap trap =
          proxy
              .at(point.moment(), JournalWrites::commits)
              .nth(point.boundary())
              .cutAfter(() -> process.join().kill());
      try (JavaProcess dying =
          jvm.start(
              ShapedEngine.class,
              shape.name(),
              proxy.jdbcUrl(db) + "&ApplicationName=" + DYING,
              db.url() + "&ApplicationName=" + DYING,
              DYING)) {
        process.complete(dying);
        mentions(awaitSprung(trap, dying), point.writes());
      }
    }
    await().atMost(PATIENCE).until(this::isForgottenByServer);
    db.execute("update saga_engine set heartbeat_at = 'epoch'");
  }

  private static ClientRequest awaitSprung(ProxyTrap trap, JavaProcess dying) {
    await().atMost(PATIENCE).until(() -> trap.isSprung() || !dying.isAlive());
    try {
      return trap.await(Duration.ofSeconds(10)); // It is sprung only when the process is dead.
    } catch (ServerFailedException e) {
      throw new AssertionError("The process ended by itself: " + dying.output(), e);
    }
  }

  /** Until then, what the dead process had begun keeps its locks. */
  private boolean isForgottenByServer() throws SQLException {
    return db.number(
            "select count(*) from pg_stat_activity where datname = current_database()"
                + " and application_name = '"
                + DYING
                + "'")
        == 0;
  }

  private boolean hasEnded() throws SQLException {
    return db.number("select count(*) from saga_instance where finished_at is not null") == 1;
  }

  private void audit(SagaShape shape) throws SQLException {
    assertThat(db.rows("select status from saga_instance"))
        .as("the end")
        .isEqualTo(List.of(Map.of("status", shape.end().name())));
    JournalAudit.check(db, Map.of(shape.name(), shape.graph()));
    CallAudit.check(db, shape.graph());
    FoldAudit.check(db, new ShapedSaga(shape, new CallJournal(db.dataSource()), "audit").define());
    Ledger.check(db, shape);
    attemptsAreBounded(shape);
  }

  private void attemptsAreBounded(SagaShape shape) throws SQLException {
    assertThat(db.rows("select call, max(attempt) attempt from call group by call"))
        .as("attempts")
        .filteredOn(row -> !shape.isAfterPivot((String) row.get("call")))
        .allMatch(row -> (Integer) row.get("attempt") <= SagaShape.RETRY.maxAttempts());
  }

  /** Each row as "KIND step #attempt". */
  private List<String> journal() throws SQLException {
    return db
        .rows(
            "select concat_ws(' ', kind, step, '#' || attempt) fact from saga_journal order by seq")
        .stream()
        .map(row -> (String) row.get("fact"))
        .toList();
  }
}
