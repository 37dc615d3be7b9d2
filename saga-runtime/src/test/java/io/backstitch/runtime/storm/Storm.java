package io.backstitch.runtime.storm;

import static org.awaitility.Awaitility.await;

import io.backstitch.runtime.FoldAudit;
import io.backstitch.runtime.SagaEngine;
import io.backstitch.servers.Database;
import io.backstitch.servers.PostgresServer;
import io.backstitch.servers.PostgresSettings;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;

/** Engines, a PostgreSQL and people who start sagas, while blows rain on them; then the calm. */
final class Storm implements AutoCloseable {

  /** After the last blow: leases end, retries come, one engine alone does what is left. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private static final long MILLIS_BETWEEN_LOOKS = 300;

  private final StormPlan plan;
  private final Duration length;
  private final PostgresServer server = PostgresServer.started(PostgresSettings.durable());
  private final Database db = Database.on(server);
  private final Desk desk;
  private final Queue<String> torn = new ConcurrentLinkedQueue<>();
  private int looks;
  private List<String> outputs = List.of();
  private Map<Blow.Kind, Integer> struck = Map.of();
  private List<Throwable> failures = List.of();
  private int starts;
  private Duration calm = Duration.ZERO;

  Storm(StormPlan plan, Duration length) throws IOException, SQLException {
    this.plan = plan;
    this.length = length;
    this.desk = new Desk();
    SagaEngine.builder(db.dataSource())
        .register(StormSaga.definition(Shapes.ALL.get(0)))
        .build()
        .close();
    World.create(db);
  }

  /** Returns when all sagas have ended after the storm, or when no patience is left. */
  void rage() throws InterruptedException {
    try (Fleet fleet = new Fleet(server, db, desk.port())) {
      Blows blows = new Blows(fleet, plan.blows());
      takeOrdersAndLook();
      blows.end();
      desk.takeBackWhatWaits();
      struck = blows.struck();
      failures = blows.failures();
      fleet.leaveOnly(plan.survivor());
      long began = System.nanoTime();
      awaitCalm();
      calm = Duration.ofNanos(System.nanoTime() - began);
      outputs = fleet.outputs();
      starts = fleet.starts();
    }
  }

  private void takeOrdersAndLook() throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(2);
    for (StormPlan.Visit visit : plan.visits()) {
      timer.schedule(() -> desk.add(visit.order()), visit.at(), TimeUnit.MILLISECONDS);
    }
    timer.scheduleWithFixedDelay(
        this::look, MILLIS_BETWEEN_LOOKS, MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
    timer.schedule(over::countDown, length.toMillis(), TimeUnit.MILLISECONDS);
    over.await();
    timer.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
    timer.shutdown();
    timer.awaitTermination(60, TimeUnit.SECONDS);
  }

  private void look() {
    try {
      torn.addAll(FoldAudit.torn(db, PATIENCE));
      looks++;
    } catch (SQLException e) {
      // The database is away, and nobody sees anything.
    }
  }

  private void awaitCalm() {
    try {
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(200))
          .until(() -> desk.unanswered() == 0 && unfinished().isEmpty());
    } catch (ConditionTimeoutException e) {
      // Whoever looks at what is left sees it, too.
    }
  }

  /** The sagas that neither have ended nor need a person. */
  List<String> unfinished() throws SQLException {
    return db
        .rows(
            """
            select * from saga_instance
            where status not in ('COMPLETED', 'COMPENSATED', 'PARKED')
            """)
        .stream()
        .map(Object::toString)
        .toList();
  }

  Duration length() {
    return length;
  }

  Database db() {
    return db;
  }

  Desk desk() {
    return desk;
  }

  /** What was seen in the middle of the storm: heads that were not as their journals. */
  List<String> torn() {
    return List.copyOf(torn);
  }

  int looks() {
    return looks;
  }

  List<String> outputs() {
    return outputs;
  }

  Map<Blow.Kind, Integer> struck() {
    return struck;
  }

  List<Throwable> failures() {
    return failures;
  }

  int starts() {
    return starts;
  }

  Duration calm() {
    return calm;
  }

  @Override
  public void close() throws IOException {
    desk.close();
    server.close();
  }
}
