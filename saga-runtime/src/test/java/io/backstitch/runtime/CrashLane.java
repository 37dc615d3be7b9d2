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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A database in which one saga after another lives through its deaths. Used by one thread. */
final class CrashLane {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String DYING = "dying";

  private final Database db;
  private final ShapedTables tables;
  private final QuickJvm jvm;

  CrashLane(Database db, QuickJvm jvm) {
    this.db = db;
    this.tables = new ShapedTables(db);
    this.jvm = jvm;
  }

  void createTables() throws SQLException {
    tables.create();
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

  /**
   * Runs a saga without any disturbance, and returns what each commit has written. Each is one that
   * passed the proxy, and one row of the journal.
   */
  List<String> boundaries(SagaShape shape) throws SQLException {
    tables.empty();
    List<ClientRequest> commits = new CopyOnWriteArrayList<>();
    try (PostgresProxy proxy = PostgresProxy.before(PostgresServer.shared())) {
      proxy
          .at(RequestMoment.UNSENT, request -> isCommit(request) && !commits.add(request))
          .run(() -> {});
      try (ShapedEngine engine =
          new ShapedEngine(
              shape, proxy.jdbcUrl(db), db.url(), "undisturbed", Duration.ofMinutes(10))) {
        engine.startUnlessThere();
      }
    }
    tables.audit(shape);
    List<String> journal = tables.journal();
    assertThat(commits).as("commits that the proxy has seen").hasSameSizeAs(journal);
    for (int i = 0; i < commits.size(); i++) {
      isCommitOf(journal.get(i), commits.get(i));
    }
    return journal;
  }

  private static boolean isCommit(ClientRequest request) {
    return JournalWrites.commits(request);
  }

  private static void isCommitOf(String fact, ClientRequest commit) {
    List<String> words = List.of(fact.replaceAll(" #.*", "").split(" "));
    assertThat(words)
        .as("words of the fact that this writes: %s", commit)
        .allMatch(word -> commit.transaction().stream().anyMatch(part -> part.mentions(word)));
  }

  /** Lets two processes die, and a third engine finish; then all must be as if they had not. */
  void liveThrough(CrashCase deaths, List<String> undisturbed) throws SQLException {
    tables.empty();
    die(deaths.shape(), deaths.first());
    assertThat(tables.journal())
        .as("durable when the first dies")
        .hasSize(deaths.first().durable());
    if (deaths.second().isPresent()) {
      die(deaths.shape(), deaths.second().get());
      assertThat(tables.journal()).as("durable when the second dies").hasSize(deaths.durable());
    }
    finish(deaths.shape());
    tables.audit(deaths.shape());
    assertThat(tables.journal())
        .as("what is recorded, but for take-overs")
        .filteredOn(fact -> !fact.equals(CrashPlan.TAKE_OVER))
        .isEqualTo(undisturbed);
  }

  private void finish(SagaShape shape) {
    try (ShapedEngine last =
        new ShapedEngine(shape, db.url(), db.url(), "last", Duration.ofSeconds(2))) {
      last.startUnlessThere();
      await().atMost(PATIENCE).until(tables::hasEnded);
    }
  }

  /** A process that goes on with the saga, or starts it, and is killed at its n-th commit. */
  private void die(SagaShape shape, CrashPoint point) throws SQLException {
    try (PostgresProxy proxy = PostgresProxy.before(PostgresServer.shared())) {
      CompletableFuture<JavaProcess> process = new CompletableFuture<>();
      ProxyTrap trap =
          proxy
              .at(point.moment(), CrashLane::isCommit)
              .nth(point.boundary())
              .cutAfter(() -> process.join().kill());
      String name = "&ApplicationName=" + DYING;
      try (JavaProcess dying =
          jvm.start(
              ShapedEngine.class, shape.name(), proxy.jdbcUrl(db) + name, db.url() + name, DYING)) {
        process.complete(dying);
        isCommitOf(point.writes(), awaitSprung(trap, dying));
      }
    }
    // Until the server notices, what the dead process has begun keeps its locks.
    await().atMost(PATIENCE).until(() -> tables.connections(DYING, "true") == 0);
    tables.declareAllDead();
  }

  private static ClientRequest awaitSprung(ProxyTrap trap, JavaProcess dying) {
    await().atMost(PATIENCE).until(() -> trap.isSprung() || !dying.isAlive());
    try {
      return trap.await(Duration.ofSeconds(10)); // It is sprung only when the process is dead.
    } catch (ServerFailedException e) {
      throw new AssertionError("The process ended by itself: " + dying.output(), e);
    }
  }
}
