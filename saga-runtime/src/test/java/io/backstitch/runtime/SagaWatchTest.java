package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.servers.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How long one can wait for a saga. */
@Timeout(90)
class SagaWatchTest {

  @RegisterExtension static final Database db = Database.fresh();

  private final String key = UUID.randomUUID().toString();

  @Test
  void waits_as_long_as_it_takes_when_told_to_wait_longer_than_nanoseconds_can_say() {
    ScriptedSaga saga = ScriptedSaga.named("forever").remote("a").notUndoable();
    try (SagaEngine engine = SagaEngine.builder(db.dataSource()).register(saga.define()).build()) {
      SagaHandle<String> handle = engine.submit(saga.type, key, "input");

      assertThat(handle.await(Duration.ofSeconds(Long.MAX_VALUE)))
          .isEqualTo(new SagaOutcome.Completed<>("a"));
    }
  }

  @Test
  void looks_once_when_told_to_wait_a_negative_time() {
    CountDownLatch go = new CountDownLatch(1);
    ScriptedSaga saga = ScriptedSaga.named("never").remote("a").notUndoable();
    saga.on("a", (step, c) -> assertThat(go.await(10, TimeUnit.SECONDS)).isTrue());
    try (SagaEngine engine = SagaEngine.builder(db.dataSource()).register(saga.define()).build()) {
      SagaHandle<String> handle = engine.submit(saga.type, key, "input");

      assertThatThrownBy(() -> handle.await(Duration.ofSeconds(Long.MIN_VALUE)))
          .isInstanceOf(SagaNotFinishedException.class)
          .hasMessageContainingAll("never", key, "after 0 ms");
      go.countDown();
    }
  }

  @Test
  void whoever_waits_for_a_saga_of_this_engine_is_told_without_a_query() throws Exception {
    Gate gate = new Gate("told");
    try (CountedConnections pool = CountedConnections.to(db);
        SagaEngine engine = SagaEngine.builder(pool).register(gate.define()).build()) {
      SagaHandle<String> handle = engine.submit(gate.type, key, "input");
      Thread[] waiter = new Thread[1];
      var waiting =
          Background.call(
              () -> {
                waiter[0] = Thread.currentThread();
                return handle.await(Duration.ofSeconds(30));
              });
      Awaitility.await().until(() -> waiter[0] != null && isParked(waiter[0]));

      gate.open();

      assertThat(waiting.get(30, TimeUnit.SECONDS))
          .isEqualTo(new SagaOutcome.Completed<>("passed"));
      assertThat(pool.borrowedBy("test-background")).isZero();
      assertThat(pool.borrowedBy("decisions")).isZero();
    }
  }

  private static boolean isParked(Thread thread) {
    return thread.getState() == Thread.State.TIMED_WAITING;
  }

  @Test
  void a_handle_knows_how_its_saga_ended_here_without_a_query() {
    Gate gate = new Gate("known");
    gate.open();
    try (CountedConnections pool = CountedConnections.to(db);
        SagaEngine engine = SagaEngine.builder(pool).register(gate.define()).build()) {
      SagaHandle<String> handle = engine.submit(gate.type, key, "input");
      Awaitility.await().until(() -> engine.activeSagas() == 0);
      long before = pool.borrowedBy(Thread.currentThread().getName());

      assertThat(handle.await(Duration.ZERO)).isEqualTo(new SagaOutcome.Completed<>("passed"));
      assertThat(handle.outcome()).contains(new SagaOutcome.Completed<>("passed"));

      assertThat(pool.borrowedBy(Thread.currentThread().getName())).isEqualTo(before);
      assertThat(pool.borrowedBy("decisions")).isZero();
    }
  }

  @Test
  void one_query_in_each_interval_serves_three_thousand_who_wait() throws Exception {
    int many = 3_000;
    Duration interval = Duration.ofMillis(200);
    Gate gate = new Gate("crowd");
    try (CountedConnections runs = CountedConnections.to(db);
        CountedConnections waits = CountedConnections.to(db);
        SagaEngine elsewhere =
            SagaEngine.builder(runs).mostSagas(many).register(gate.define()).build();
        SagaEngine engine =
            SagaEngine.builder(waits).pollEvery(interval).register(gate.define()).build()) {
      List<SagaHandle<String>> handles = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        elsewhere.submit(gate.type, key + i, "input");
        handles.add(engine.submit(gate.type, key + i, "input"));
      }
      long asked = waits.borrowedBy("backstitch");
      List<CompletableFuture<SagaOutcome<String>>> callers = new ArrayList<>();
      for (SagaHandle<String> handle : handles) {
        callers.add(Background.call(() -> handle.await(Duration.ofSeconds(60))));
      }
      Awaitility.await().until(() -> engine.watch().waitedForElsewhere() == many);
      long allWait = System.nanoTime();
      assertThat(waits.borrowedBy("backstitch") - asked).isLessThan(many / 5);
      long looks = waits.borrowedBy("decisions");

      gate.open();
      for (CompletableFuture<SagaOutcome<String>> caller : callers) {
        assertThat(caller.get(60, TimeUnit.SECONDS).status()).isEqualTo(SagaStatus.COMPLETED);
      }

      long intervals = (System.nanoTime() - allWait) / interval.toNanos() + 3;
      long statementsForEach = many / TableWatch.BATCH;
      assertThat(waits.borrowedBy("decisions") - looks)
          .isBetween(1L, intervals * statementsForEach);
      assertThat(waits.borrowedBy("test-background")).isZero();
      assertThat(engine.watch().waitedForElsewhere()).isZero();
    }
  }

  @Test
  void nothing_stays_behind_when_those_who_wait_give_up() throws Exception {
    Gate gate = new Gate("impatient");
    try (SagaEngine elsewhere =
            SagaEngine.builder(db.dataSource()).register(gate.define()).build();
        SagaEngine engine = SagaEngine.builder(db.dataSource()).register(gate.define()).build()) {
      elsewhere.submit(gate.type, key, "input");
      SagaHandle<String> handle = engine.submit(gate.type, key, "input");
      Thread[] waiter = new Thread[1];
      var waiting =
          Background.call(
              () -> {
                waiter[0] = Thread.currentThread();
                return handle.await(Duration.ofSeconds(60));
              });
      Awaitility.await().until(() -> engine.watch().waitedForElsewhere() == 1);
      assertThatThrownBy(() -> handle.await(Duration.ofMillis(20)))
          .isInstanceOf(SagaNotFinishedException.class);
      assertThat(engine.watch().waitedForElsewhere()).isEqualTo(1);

      waiter[0].interrupt();

      assertThatThrownBy(() -> waiting.get(30, TimeUnit.SECONDS))
          .hasCauseInstanceOf(SagaInterruptedException.class);
      assertThat(engine.watch().waitedForElsewhere()).isZero();
      gate.open();
    }
  }

  @Test
  void a_wait_too_short_for_the_common_look_looks_itself() {
    Gate gate = new Gate("short");
    gate.open();
    try (SagaEngine elsewhere =
        SagaEngine.builder(db.dataSource()).register(gate.define()).build()) {
      try (SagaEngine engine =
          SagaEngine.builder(db.dataSource()).register(gate.define()).build()) {
        SagaHandle<String> first = elsewhere.submit(gate.type, key, "input");
        SagaHandle<String> handle = engine.submit(gate.type, key, "input");
        first.await(Duration.ofSeconds(30));

        assertThat(handle.await(Duration.ZERO)).isEqualTo(new SagaOutcome.Completed<>("passed"));
      }
    }
  }

  @Test
  void a_saga_that_ended_before_is_known_without_waiting_for_a_look() {
    Gate gate = new Gate("replayed");
    gate.open();
    try (CountedConnections pool = CountedConnections.to(db);
        SagaEngine engine = SagaEngine.builder(pool).register(gate.define()).build()) {
      engine.run(gate.type, key, "input");

      assertThat(engine.run(gate.type, key, "input")).isEqualTo("passed");
      assertThat(engine.submit(gate.type, key, "input").outcome())
          .contains(new SagaOutcome.Completed<>("passed"));
      assertThat(pool.borrowedBy("decisions")).isZero();
    }
  }

  @Test
  void a_saga_taken_over_while_its_step_hangs_here_is_told_from_the_table() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    ScriptedSaga saga = ScriptedSaga.named("hangs-here").remote("a").notUndoable();
    saga.on(
        "a",
        (step, c) -> {
          begun.countDown();
          assertThat(go.await(60, TimeUnit.SECONDS)).isTrue();
        });
    try (SagaEngine engine =
        SagaEngine.builder(db.dataSource())
            .name("hanging")
            .leaseFor(Duration.ofMinutes(10))
            .register(saga.define())
            .build()) {
      SagaHandle<String> handle = engine.submit(saga.type, key, "input");
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
      var waiting = Background.call(() -> handle.await(Duration.ofSeconds(60)));
      try (SagaEngine heir = SagaEngine.builder(db.dataSource()).register(saga.define()).build()) {
        Awaitility.await()
            .until(
                () -> {
                  // Again and again: the first heartbeat of an engine may still be on its way.
                  db.execute(
                      "update saga_engine set heartbeat_at = 'epoch' where name = 'hanging'");
                  heir.caretaker().takeOver();
                  return saga.calls.size() == 2 && heir.activeSagas() == 0;
                });
      }

      engine.caretaker().dropUnknown();

      assertThat(waiting.get(30, TimeUnit.SECONDS)).isEqualTo(new SagaOutcome.Completed<>("a"));
      assertThat(engine.activeSagas()).isEqualTo(1);
      go.countDown();
    }
  }

  @Test
  void a_saga_that_is_removed_before_its_end_is_seen_is_told_so() throws Exception {
    Gate gate = new Gate("removed");
    try (SagaEngine elsewhere =
            SagaEngine.builder(db.dataSource()).register(gate.define()).build();
        SagaEngine engine = SagaEngine.builder(db.dataSource()).register(gate.define()).build()) {
      elsewhere.submit(gate.type, key, "input");
      SagaHandle<String> handle = engine.submit(gate.type, key, "input");
      var waiting = Background.call(() -> handle.await(Duration.ofSeconds(60)));
      Awaitility.await().until(() -> engine.watch().hasSeen(handle.sagaId()));
      db.execute(
          "delete from saga_journal where saga_id = '%1$s'; delete from saga_instance where id = '%1$s'"
              .formatted(handle.sagaId()));

      assertThatThrownBy(() -> waiting.get(30, TimeUnit.SECONDS))
          .hasCauseInstanceOf(SagaStorageException.class)
          .hasMessageContaining("has been removed");
      gate.open();
    }
  }

  @Test
  void closing_sends_away_who_waits_for_a_saga_of_another_engine() throws Exception {
    Gate gate = new Gate("sent-away");
    try (SagaEngine elsewhere =
        SagaEngine.builder(db.dataSource()).register(gate.define()).build()) {
      elsewhere.submit(gate.type, key, "input");
      SagaEngine engine = SagaEngine.builder(db.dataSource()).register(gate.define()).build();
      SagaHandle<String> handle = engine.submit(gate.type, key, "input");
      var waiting = Background.call(() -> handle.await(Duration.ofSeconds(60)));
      Awaitility.await().until(() -> engine.watch().waitedForElsewhere() == 1);

      engine.close();

      assertThatThrownBy(() -> waiting.get(30, TimeUnit.SECONDS))
          .hasCauseInstanceOf(EngineClosedException.class);
      gate.open();
    }
  }

  @Test
  void closing_sends_away_who_waits_for_a_step_that_does_not_end() throws Exception {
    Gate gate = new Gate("stuck");
    SagaEngine engine =
        SagaEngine.builder(db.dataSource())
            .closeWithin(Duration.ZERO)
            .register(gate.define())
            .build();
    SagaHandle<String> handle = engine.submit(gate.type, key, "input");
    Awaitility.await().until(() -> gate.arrived.get() == 1);
    Thread[] waiter = new Thread[1];
    var waiting =
        Background.call(
            () -> {
              waiter[0] = Thread.currentThread();
              return handle.await(Duration.ofSeconds(60));
            });
    Awaitility.await().until(() -> waiter[0] != null && isParked(waiter[0]));

    engine.close();

    assertThatThrownBy(() -> waiting.get(30, TimeUnit.SECONDS))
        .hasCauseInstanceOf(EngineClosedException.class);
    gate.open();
  }
}
