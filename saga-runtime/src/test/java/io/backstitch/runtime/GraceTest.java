package io.backstitch.runtime;

import static io.backstitch.runtime.SagaStatus.COMPENSATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.definition.StepBuilder;
import io.backstitch.servers.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How long the siblings of a failed step, or of a cancelled saga, may go on. */
@Timeout(60)
class GraceTest {

  @RegisterExtension static final Database db = Database.fresh();

  private final CountDownLatch slowHasBegun = new CountDownLatch(1);
  private final CountDownLatch never = new CountDownLatch(1);

  @BeforeAll
  static void tables() {
    SagaEngine.builder(db.dataSource()).build().close();
  }

  /** Two branches: one fails once the other has begun, which does not end by itself. */
  private ScriptedSaga branches(String name) {
    ScriptedSaga saga =
        ScriptedSaga.named(name)
            .remote("first")
            .remote("slow", "first")
            .undoneEvenIfUnknown()
            .remote("failing", "first")
            .remote("last", "slow", "failing");
    saga.on("slow", (step, connection) -> waitForEver());
    saga.on(
        "failing",
        (step, connection) -> {
          slowHasBegun.await();
          throw StepFailure.permanent("no");
        });
    return saga;
  }

  private void waitForEver() throws InterruptedException {
    slowHasBegun.countDown();
    never.await();
  }

  private static SagaEngine engine(ScriptedSaga saga) {
    return new OperatedSaga(db, saga).engine();
  }

  private static List<String> kinds(ScriptedSaga saga) throws SQLException {
    return db
        .rows(
            "select kind from saga_journal j join saga_instance i on i.id = j.saga_id"
                + " where saga_type = '%s' order by seq".formatted(saga.type.name()))
        .stream()
        .map(row -> (String) row.get("kind"))
        .toList();
  }

  @Test
  void siblings_are_stopped_at_once_where_there_is_no_grace() throws Exception {
    ScriptedSaga saga = branches("at-once").grace(Duration.ZERO);
    try (SagaEngine engine = engine(saga)) {
      SagaOutcome<String> outcome = engine.execute(saga.type, "key", "input");

      assertThat(outcome.status()).isEqualTo(COMPENSATED);
      assertThat(((SagaOutcome.Compensated<String>) outcome).failure().step()).isEqualTo("failing");
    }
    assertThat(saga.calls).contains("undo slow if it was done", "undo first");
    assertThat(kinds(saga)).containsSubsequence("STEP_FAILED", "GRACE_OVER", "STEP_COMPENSATED");
  }

  @Test
  void siblings_are_stopped_when_their_grace_time_is_over_by_the_clock_of_the_database()
      throws Exception {
    ScriptedSaga saga = branches("in-time").grace(Duration.ofMillis(300));
    try (SagaEngine engine = engine(saga)) {
      engine.execute(saga.type, "key", "input");
    }
    assertThat(
            db.number(
                """
                select count(*) from saga_journal failed join saga_journal over using (saga_id)
                where failed.kind = 'STEP_FAILED' and over.kind = 'GRACE_OVER'
                  and failed.wake_at - failed.at = interval '300 milliseconds'
                  and over.at >= failed.wake_at - interval '50 milliseconds'
                """))
        .isEqualTo(1);
  }

  @Test
  void siblings_that_finish_within_their_grace_time_are_undone_with_their_results()
      throws Exception {
    ScriptedSaga saga = branches("soon-enough").grace(Duration.ofMinutes(10));
    try (SagaEngine engine = engine(saga)) {
      SagaHandle<String> handle = engine.submit(saga.type, "key", "input");
      await().until(() -> kinds(saga).contains("STEP_FAILED"));
      never.countDown();

      assertThat(handle.await(Duration.ofSeconds(30)).status()).isEqualTo(COMPENSATED);
    }
    assertThat(saga.calls).contains("undo slow");
    assertThat(kinds(saga)).doesNotContain("GRACE_OVER");
  }

  @Test
  void grace_that_was_over_while_nobody_ran_the_saga_is_over_for_whoever_takes_it()
      throws Exception {
    ScriptedSaga saga = branches("left-alone").grace(Duration.ofHours(1));
    saga.on("slow", (step, connection) -> waitForEver());
    SagaEngine engine = engine(saga);
    engine.submit(saga.type, "key", "input");
    await().until(() -> kinds(saga).contains("STEP_FAILED"));
    db.execute(
        "update saga_journal set wake_at = at where kind = 'STEP_FAILED' and saga_id ="
            + " (select id from saga_instance where saga_type = 'left-alone')");
    db.execute(
        "update saga_instance set owner = gen_random_uuid(), epoch = epoch + 1"
            + " where saga_type = 'left-alone'");
    try (SagaEngine heir = engine(saga)) {
      heir.caretaker().takeOver();
      await().until(() -> new OperatedSaga(db, saga).is(COMPENSATED));
    }
    never.countDown();
    engine.close();
    assertThat(saga.calls).containsOnlyOnce("slow").contains("undo slow if it was done");
  }

  @Test
  void a_cancelled_saga_waits_for_its_running_step_no_longer_than_its_grace_time()
      throws Exception {
    ScriptedSaga saga =
        ScriptedSaga.named("cancelled").remote("slow").undoneEvenIfUnknown().remote("b", "slow");
    saga.grace(Duration.ofMillis(100)).on("slow", (step, connection) -> waitForEver());
    OperatedSaga operated = new OperatedSaga(db, saga);
    try (SagaEngine engine = operated.engine()) {
      engine.submit(saga.type, OperatedSaga.KEY, "input");
      slowHasBegun.await();
      assertThat(operated.act(engine, "cancel")).isEqualTo(OperationResult.REQUESTED);

      await().until(() -> operated.is(COMPENSATED));
      assertThat(engine.find(saga.type, OperatedSaga.KEY).orElseThrow().status())
          .isEqualTo(COMPENSATED);
    }
    assertThat(operated.calls()).isEqualTo("slow undo slow if it was done");
  }

  @Test
  void a_pivot_that_runs_is_waited_for_however_long_it_takes() throws Exception {
    ScriptedSaga saga =
        ScriptedSaga.named("at-the-pivot")
            .remote("a")
            .remote("pivot", "a")
            .notUndoable()
            .with(StepBuilder::pivot)
            .remote("c", "pivot")
            .notUndoable()
            .grace(Duration.ZERO);
    saga.on("pivot", (step, connection) -> waitForEver());
    OperatedSaga operated = new OperatedSaga(db, saga);
    try (SagaEngine engine = operated.engine()) {
      engine.submit(saga.type, OperatedSaga.KEY, "input");
      slowHasBegun.await();
      assertThat(operated.act(engine, "cancel")).isEqualTo(OperationResult.REQUESTED);
      await().until(() -> engine.leavingSagas() == 1);
      never.countDown();

      await().until(() -> operated.is(SagaStatus.COMPLETED));
    }
    assertThat(operated.calls()).isEqualTo("a pivot c");
    assertThat(db.number("select count(*) from saga_request")).isZero();
  }
}
