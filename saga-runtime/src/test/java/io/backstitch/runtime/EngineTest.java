package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.definition.RetryPolicy;
import io.backstitch.definition.SagaBuilder;
import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.SagaType;
import io.backstitch.definition.StepKey;
import io.backstitch.servers.Database;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a caller sees of one engine that lives. */
@Timeout(60)
class EngineTest {

  @RegisterExtension static final Database db = Database.fresh();

  private final String key = UUID.randomUUID().toString();

  private static StepFailure no() {
    return StepFailure.permanent("no");
  }

  private static StepFailure perhaps() {
    return StepFailure.transientFailure("perhaps");
  }

  private static SagaEngine engine(ScriptedSaga... sagas) {
    SagaEngineBuilder builder = SagaEngine.builder(db.dataSource());
    for (ScriptedSaga saga : sagas) {
      builder.register(saga.define());
    }
    return builder.build();
  }

  private SagaOutcome<String> execute(ScriptedSaga saga) {
    try (SagaEngine engine = engine(saga)) {
      return engine.execute(saga.type, key, "input");
    }
  }

  @Test
  void runs_each_step_once_and_in_order_in_the_callers_thread() {
    ScriptedSaga saga =
        ScriptedSaga.named("line").remote("a").transactional("b", "a").remote("c", "b");

    assertThat(execute(saga)).isEqualTo(new SagaOutcome.Completed<>("c"));
    assertThat(saga.calls).containsExactly("a", "b", "c");
    assertThat(saga.threads).containsOnly(Thread.currentThread());
  }

  @Test
  void runs_independent_steps_side_by_side_and_joins_in_the_callers_thread() {
    CyclicBarrier both = new CyclicBarrier(2);
    ScriptedSaga saga =
        ScriptedSaga.named("diamond")
            .remote("a")
            .remote("left", "a")
            .transactional("right", "a")
            .remote("join", "left", "right")
            .on("left", (step, c) -> both.await(10, TimeUnit.SECONDS))
            .on("right", (step, c) -> both.await(10, TimeUnit.SECONDS));

    assertThat(execute(saga)).isEqualTo(new SagaOutcome.Completed<>("join"));
    assertThat(saga.threads.get(3)).isSameAs(Thread.currentThread());
  }

  /** Virtual threads report a thread group of this name; Java 17 cannot ask them otherwise. */
  @Test
  void steps_beside_the_callers_use_virtual_threads_where_the_jvm_has_them() {
    CyclicBarrier both = new CyclicBarrier(2);
    List<String> groups = new CopyOnWriteArrayList<>();
    ScriptedSaga.Act meet =
        (step, c) -> {
          both.await(10, TimeUnit.SECONDS);
          groups.add(Thread.currentThread().getThreadGroup().getName());
        };
    ScriptedSaga saga =
        ScriptedSaga.named("virtual")
            .remote("left")
            .remote("right")
            .remote("join", "left", "right")
            .on("left", meet)
            .on("right", meet);

    execute(saga);

    assertThat(groups.contains("VirtualThreads")).isEqualTo(Runtime.version().feature() >= 21);
  }

  @Test
  void undoes_what_was_done_in_reverse() {
    ScriptedSaga saga =
        ScriptedSaga.named("reverse")
            .remote("a")
            .transactional("b", "a")
            .remote("c", "b")
            .remote("d", "c")
            .failing("d", 1, no());

    SagaOutcome<String> outcome = execute(saga);

    assertThat(outcome)
        .isEqualTo(
            new SagaOutcome.Compensated<>(new SagaFailure("d", FailureKind.PERMANENT, "no")));
    assertThat(saga.calls).containsExactly("a", "b", "c", "d", "undo c", "undo b", "undo a");
  }

  @Test
  void retries_what_may_pass_as_often_as_the_policy_says_with_one_key() {
    ScriptedSaga saga =
        ScriptedSaga.named("retry").remote("a").notUndoable().failing("a", 2, perhaps());

    assertThat(execute(saga).status()).isEqualTo(SagaStatus.COMPLETED);
    assertThat(saga.calls).containsExactly("a", "a", "a");
    assertThat(Set.copyOf(saga.keys)).hasSize(1);
  }

  @Test
  void a_compensation_has_another_key_than_its_step() {
    ScriptedSaga saga =
        ScriptedSaga.named("keys").remote("a").remote("b", "a").failing("b", 1, no());

    execute(saga);

    assertThat(saga.keys.get(2)).isEqualTo(saga.keys.get(0) + ":undo");
  }

  @Test
  void undoes_a_step_that_perhaps_took_effect_if_its_compensation_takes_optional() {
    ScriptedSaga saga =
        ScriptedSaga.named("unknown")
            .remote("a")
            .remote("b", "a")
            .undoneEvenIfUnknown()
            .remote("c", "b")
            .failing("b", 3, perhaps());

    assertThat(execute(saga).status()).isEqualTo(SagaStatus.COMPENSATED);
    assertThat(saga.calls).containsExactly("a", "b", "b", "b", "undo b if it was done", "undo a");
  }

  @Test
  void parks_a_saga_whose_unknown_step_cannot_be_undone_and_says_why() {
    ScriptedSaga saga =
        ScriptedSaga.named("doubt")
            .remote("a")
            .remote("b", "a")
            .remote("c", "b")
            .failing("b", 3, perhaps());

    SagaOutcome<String> outcome = execute(saga);

    assertThat(outcome).isInstanceOf(SagaOutcome.Parked.class);
    assertThat(((SagaOutcome.Parked<String>) outcome).reason())
        .contains("doubt", key, "stopped at b", "perhaps", "3 attempts", "unknown", "Optional");
    assertThat(saga.calls).containsExactly("a", "b", "b", "b");
  }

  @Test
  void a_transactional_step_is_never_in_doubt() {
    ScriptedSaga saga =
        ScriptedSaga.named("rolled-back")
            .remote("a")
            .transactional("b", "a")
            .remote("c", "b")
            .failing("b", 3, perhaps());

    assertThat(execute(saga).status()).isEqualTo(SagaStatus.COMPENSATED);
    assertThat(saga.calls).containsExactly("a", "b", "b", "b", "undo a");
  }

  @Test
  void undoes_the_other_branches_of_a_saga_that_is_parked() {
    ScriptedSaga saga =
        ScriptedSaga.named("branches")
            .remote("root")
            .remote("left", "root")
            .remote("right", "root")
            .remote("end", "left", "right")
            .failing("end", 1, no())
            .failing("undo left", 1, no());

    SagaOutcome<String> outcome = execute(saga);

    assertThat(outcome.status()).isEqualTo(SagaStatus.PARKED);
    assertThat(saga.calls).contains("undo right").doesNotContain("undo root");
  }

  @Test
  void lets_a_sibling_finish_before_it_undoes_it() throws Exception {
    CountDownLatch failed = new CountDownLatch(1);
    ScriptedSaga saga =
        ScriptedSaga.named("siblings").remote("a").remote("b").remote("end", "a", "b");
    saga.on(
        "a",
        (step, c) -> {
          failed.countDown();
          throw no();
        });
    saga.on(
        "b",
        (step, c) -> {
          assertThat(failed.await(10, TimeUnit.SECONDS)).isTrue();
          eventually("select count(*) from saga_journal where kind = 'STEP_FAILED'", step);
        });

    assertThat(execute(saga).status()).isEqualTo(SagaStatus.COMPENSATED);
    assertThat(saga.calls).containsExactlyInAnyOrder("a", "b", "undo b");
  }

  private static void eventually(String count, StepContext step) throws Exception {
    while (db.number(count + " and saga_id = '" + step.sagaId() + "'") == 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void only_goes_forward_after_the_pivot() {
    ScriptedSaga saga =
        ScriptedSaga.named("pivot")
            .remote("a")
            .remote("pay", "a")
            .notUndoable()
            .with(step -> step.pivot())
            .remote("tell", "pay")
            .notUndoable()
            .failing("tell", 20, perhaps());

    assertThat(execute(saga).status()).isEqualTo(SagaStatus.COMPLETED);
    assertThat(saga.calls).hasSize(23);
  }

  @Test
  void parks_a_saga_that_fails_for_good_after_the_pivot() {
    ScriptedSaga saga =
        ScriptedSaga.named("past-pivot")
            .remote("a")
            .remote("pay", "a")
            .notUndoable()
            .with(step -> step.pivot())
            .remote("tell", "pay")
            .notUndoable()
            .failing("tell", 1, no());

    SagaOutcome<String> outcome = execute(saga);

    assertThat(((SagaOutcome.Parked<String>) outcome).reason())
        .contains("past-pivot", "tell", "pivot pay", "no");
    assertThat(saga.calls).doesNotContain("undo a");
  }

  @Test
  void interrupts_a_step_that_takes_too_long_and_refuses_its_late_answer() {
    CountDownLatch interrupted = new CountDownLatch(1);
    ScriptedSaga saga =
        ScriptedSaga.named("slow")
            .remote("a")
            .undoneEvenIfUnknown()
            .with(step -> step.timeout(Duration.ofMillis(100)).retry(once()))
            .remote("b", "a")
            .on(
                "a",
                (step, c) -> {
                  try {
                    new CountDownLatch(1).await();
                  } catch (InterruptedException e) {
                    interrupted.countDown();
                  }
                });

    SagaOutcome<String> outcome = execute(saga);

    assertThat(outcome.status()).isEqualTo(SagaStatus.COMPENSATED);
    assertThat(interrupted.getCount()).isZero();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(saga.calls).containsExactly("a", "undo a if it was done");
  }

  private static RetryPolicy once() {
    return new RetryPolicy(1, Duration.ZERO, 1, Duration.ZERO);
  }

  @Test
  void goes_on_elsewhere_when_a_step_that_took_too_long_ignores_the_interrupt() throws Exception {
    CountDownLatch letGo = new CountDownLatch(1);
    ScriptedSaga saga =
        ScriptedSaga.named("deaf")
            .remote("a")
            .undoneEvenIfUnknown()
            .with(step -> step.timeout(Duration.ofMillis(50)).retry(once()))
            .remote("b", "a")
            .on("a", (step, c) -> awaitDeaf(letGo));
    try (SagaEngine engine = engine(saga)) {
      SagaHandle<String> handle = engine.submit(saga.type, key, "input");

      assertThat(handle.await(Duration.ofSeconds(20)).status()).isEqualTo(SagaStatus.COMPENSATED);
      letGo.countDown();
    }
    assertThat(saga.calls).containsExactly("a", "undo a if it was done");
  }

  private static void awaitDeaf(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void undoes_a_saga_whose_own_time_is_over() {
    ScriptedSaga saga =
        ScriptedSaga.named("late")
            .remote("a")
            .remote("b", "a")
            .undoneEvenIfUnknown()
            .remote("c", "b")
            .timeout(Duration.ofMillis(300))
            .on("b", (step, c) -> new CountDownLatch(1).await());

    SagaOutcome<String> outcome = execute(saga);

    assertThat(outcome.status()).isEqualTo(SagaStatus.COMPENSATED);
    assertThat(((SagaOutcome.Compensated<String>) outcome).failure().message())
        .contains("did not complete within");
    assertThat(saga.calls).containsExactly("a", "b", "undo b if it was done", "undo a");
  }

  @Test
  void the_time_of_a_saga_ends_the_wait_for_a_sibling_that_hangs() {
    ScriptedSaga saga =
        ScriptedSaga.named("hanging-sibling")
            .remote("a")
            .undoneEvenIfUnknown()
            .remote("b")
            .remote("end", "a", "b")
            .timeout(Duration.ofMillis(300))
            .on("a", (step, c) -> new CountDownLatch(1).await())
            .failing("b", 1, no());

    SagaOutcome<String> outcome = execute(saga);

    assertThat(outcome.status()).isEqualTo(SagaStatus.COMPENSATED);
    assertThat(((SagaOutcome.Compensated<String>) outcome).failure().step()).isEqualTo("b");
    assertThat(saga.calls).containsExactlyInAnyOrder("a", "b", "undo a if it was done");
  }

  @Test
  void the_time_of_a_saga_does_not_end_it_once_the_pivot_has_begun() {
    ScriptedSaga saga =
        ScriptedSaga.named("late-pivot")
            .remote("a")
            .remote("pay", "a")
            .notUndoable()
            .with(step -> step.pivot())
            .timeout(Duration.ofMillis(200))
            .on(
                "pay",
                (step, c) ->
                    assertThat(new CountDownLatch(1).await(400, TimeUnit.MILLISECONDS)).isFalse());

    assertThat(execute(saga).status()).isEqualTo(SagaStatus.COMPLETED);
  }

  @Test
  void waits_for_a_late_retry_in_the_table() {
    ScriptedSaga saga =
        ScriptedSaga.named("patient")
            .remote("a")
            .notUndoable()
            .failing("a", 1, perhaps().retryAfter(Duration.ofMillis(2_300)));
    try (SagaEngine engine = engine(saga)) {
      SagaHandle<String> handle = engine.submit(saga.type, key, "input");

      Awaitility.await()
          .until(() -> engine.find(saga.type, key).orElseThrow().status() == SagaStatus.WAITING);
      assertThat(handle.await(Duration.ofSeconds(20))).isEqualTo(new SagaOutcome.Completed<>("a"));
    }
    assertThat(saga.calls).containsExactly("a", "a");
  }

  @Test
  void a_second_start_under_the_same_key_waits_for_the_first() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    ScriptedSaga saga = ScriptedSaga.named("twice").remote("a").notUndoable();
    saga.on(
        "a",
        (step, c) -> {
          begun.countDown();
          assertThat(go.await(10, TimeUnit.SECONDS)).isTrue();
        });
    try (SagaEngine engine = engine(saga)) {
      var first = Background.call(() -> engine.run(saga.type, key, "input"));
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
      var second = Background.call(() -> engine.run(saga.type, key, "input"));
      go.countDown();

      assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo("a");
      assertThat(second.get(20, TimeUnit.SECONDS)).isEqualTo("a");
    }
    assertThat(saga.calls).containsExactly("a");
  }

  @Test
  void a_callers_interrupt_ends_its_waiting_and_not_the_saga() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    ScriptedSaga saga = ScriptedSaga.named("interrupted").remote("a").notUndoable();
    saga.on(
        "a",
        (step, c) -> {
          begun.countDown();
          new CountDownLatch(1).await();
        });
    try (SagaEngine engine = engine(saga)) {
      CompletableFuture<Throwable> thrown = new CompletableFuture<>();
      Thread caller =
          new Thread(
              () -> {
                try {
                  engine.run(saga.type, key, "input");
                } catch (Throwable e) {
                  thrown.complete(e);
                }
              });
      caller.start();
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
      caller.interrupt();

      assertThat(thrown.get(20, TimeUnit.SECONDS))
          .isInstanceOf(SagaInterruptedException.class)
          .hasMessageContaining(key);
      assertThat(engine.submit(saga.type, key, "input").await(Duration.ofSeconds(20)))
          .isEqualTo(new SagaOutcome.Completed<>("a"));
    }
  }

  @Test
  void closing_hands_a_saga_over_between_two_steps() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    ScriptedSaga saga = ScriptedSaga.named("handed-over").remote("a").remote("b", "a");
    saga.on(
        "a",
        (step, c) -> {
          begun.countDown();
          assertThat(go.await(10, TimeUnit.SECONDS)).isTrue();
        });
    SagaEngine first = engine(saga);
    var caller = Background.call(() -> first.run(saga.type, key, "input"));
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    var closing = Background.run(first::close);
    assertThatThrownBy(() -> eventuallyClosed(first)).isInstanceOf(EngineClosedException.class);
    go.countDown();
    closing.get(20, TimeUnit.SECONDS);

    assertThatThrownBy(() -> caller.get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(EngineClosedException.class);
    assertThat(saga.calls).containsExactly("a");
    try (SagaEngine second = engine(saga)) {
      assertThat(second.run(saga.type, key, "input")).isEqualTo("b");
    }
    assertThat(saga.calls).containsExactly("a", "b");
  }

  @Test
  void a_saga_that_takes_no_input_is_started_with_null() {
    SagaType<Void, String> type = SagaType.of("no-input", 1, Void.class, String.class);
    StepKey<String> step = StepKey.of("a", String.class);
    SagaBuilder<Void, String> graph = SagaDefinition.builder(type);
    graph.step(step).runs(() -> "done");
    try (SagaEngine engine =
        SagaEngine.builder(db.dataSource()).register(graph.result(step).build()).build()) {
      assertThat(engine.run(type, key, null)).isEqualTo("done");
      assertThat(engine.run(type, key, null)).isEqualTo("done");
    }
  }

  /** Asks for a saga that it does not know until it says that it is closed instead. */
  private static void eventuallyClosed(SagaEngine engine) {
    SagaType<String, String> unknown = ScriptedSaga.named("unknown").type;
    while (true) {
      try {
        engine.submit(unknown, "probe", "probe");
      } catch (IllegalArgumentException e) {
        Thread.onSpinWait();
      }
    }
  }
}
