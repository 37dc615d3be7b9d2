package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import io.backstitch.servers.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What engines say of sagas that have really run. */
@Timeout(60)
class SagaRecordsTest {

  @RegisterExtension static final Database db = Database.fresh();

  private final String key = UUID.randomUUID().toString();

  private static SagaEngine engine(ScriptedSaga... sagas) {
    SagaEngineBuilder builder = SagaEngine.builder(db.dataSource()).name("reader");
    for (ScriptedSaga saga : sagas) {
      builder.register(saga.define());
    }
    return builder.build();
  }

  private SagaView run(SagaEngine engine, ScriptedSaga saga) {
    engine.execute(saga.type, key, "input");
    return engine.find(saga.type, key).orElseThrow();
  }

  /** Stumbles at a, fails at c beside b, and is undone. */
  private static ScriptedSaga undone(String name) {
    return ScriptedSaga.named(name)
        .remote("a")
        .remote("b", "a")
        .remote("c", "a")
        .remote("d", "b", "c")
        .failing("a", 1, StepFailure.transientFailure("no answer"))
        .failing("c", 1, StepFailure.permanent("declined"));
  }

  @Test
  void pages_show_each_saga_once_and_the_newest_first() {
    ScriptedSaga saga = ScriptedSaga.named("paged").remote("a");
    try (SagaEngine engine = engine(saga)) {
      List<UUID> started = new ArrayList<>();
      for (int i = 0; i < 7; i++) {
        engine.run(saga.type, key + i, "input");
        started.add(0, engine.find(saga.type, key + i).orElseThrow().id());
      }
      SagaFilter filter = SagaFilter.all().type("paged");

      List<UUID> seen = new ArrayList<>();
      UUID after = null;
      do {
        SagaPage page = engine.records().list(filter, after, 3);
        assertThat(page.sagas()).hasSizeBetween(1, 3);
        page.sagas().forEach(view -> seen.add(view.id()));
        after = page.next();
      } while (after != null);

      assertThat(seen).isEqualTo(started);
    }
  }

  @Test
  void a_saga_shows_where_it_failed_who_has_it_and_when_it_goes_on() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    ScriptedSaga saga =
        ScriptedSaga.named("seen").remote("a").remote("b", "a").on("a", (step, c) -> go.await());
    saga.on(
        "b",
        (step, c) -> {
          throw StepFailure.transientFailure("busy").retryAfter(Duration.ofHours(1));
        });
    try (SagaEngine engine = engine(saga)) {
      engine.submit(saga.type, key, "input");
      SagaView running = engine.find(saga.type, key).orElseThrow();
      assertThat(running.status()).isEqualTo(SagaStatus.RUNNING);
      assertThat(running.engine()).isEqualTo("reader");
      assertThat(running.failingStep()).isNull();
      assertThat(running.wakeAt()).isNull();

      go.countDown();
      Awaitility.await()
          .until(
              () ->
                  engine.records().find(running.id()).orElseThrow().status() == SagaStatus.WAITING);
      SagaView waiting = engine.records().find(running.id()).orElseThrow();
      assertThat(waiting.engine()).isNull();
      assertThat(waiting.failingStep()).isEqualTo("b");
      assertThat(waiting.wakeAt()).isAfter(waiting.updatedAt().plus(Duration.ofMinutes(59)));
      assertThat(engine.records().list(SagaFilter.status(SagaStatus.WAITING), null, 1).sagas())
          .containsExactly(waiting);

      db.execute(
          "update saga_instance set owner = id, status = 'RUNNING' where saga_type = 'seen'");
      assertThat(engine.records().find(running.id()).orElseThrow().engine())
          .isEqualTo(running.id().toString());
    }
  }

  @Test
  void a_saga_that_is_not_there() {
    try (SagaEngine engine = engine()) {
      UUID nobody = UUID.randomUUID();
      assertThat(engine.records().find(nobody)).isEmpty();
      assertThat(engine.records().history(nobody)).isEmpty();
      assertThat(engine.records().stateAt(nobody, Instant.now())).isEmpty();
      assertThat(engine.records().difference(nobody, Instant.EPOCH, Instant.now())).isEmpty();
    }
  }

  @Test
  void the_history_says_all_that_happened_in_order() {
    ScriptedSaga saga = undone("told");
    try (SagaEngine engine = engine(saga)) {
      SagaView view = run(engine, saga);

      List<JournalEntry> history = engine.records().history(view.id());

      assertThat(history)
          .extracting(JournalEntry::kind)
          .startsWith(FactKind.STARTED, FactKind.ATTEMPT_FAILED, FactKind.STEP_SUCCEEDED)
          .contains(FactKind.STEP_FAILED)
          .endsWith(FactKind.STEP_COMPENSATED);
      JournalEntry stumbled = history.get(1);
      assertThat(stumbled)
          .extracting(
              JournalEntry::seq,
              JournalEntry::before,
              JournalEntry::status,
              JournalEntry::step,
              JournalEntry::attempt,
              JournalEntry::failure,
              JournalEntry::message,
              JournalEntry::epoch)
          .containsExactly(
              2,
              SagaStatus.RUNNING,
              SagaStatus.RUNNING,
              "a",
              1,
              FailureKind.TRANSIENT,
              "no answer",
              1);
      assertThat(stumbled.nextAttemptAt()).isAfterOrEqualTo(stumbled.at());
      assertThat(history.get(2).result()).isEqualTo("\"a\"");
      assertThat(history.get(2).attempt()).isEqualTo(2);
      assertThat(history.get(history.size() - 1).status()).isEqualTo(SagaStatus.COMPENSATED);

      List<JournalEntry> inPages = new ArrayList<>();
      List<JournalEntry> page = engine.records().history(view.id(), 0, 2);
      while (!page.isEmpty()) {
        assertThat(page).hasSizeLessThanOrEqualTo(2).noneMatch(inPages::contains);
        inPages.addAll(page);
        page = engine.records().history(view.id(), page.get(page.size() - 1).seq(), 2);
      }
      assertThat(inPages).isEqualTo(history);
    }
  }

  @Test
  void the_history_says_who_did_what_and_why() throws Exception {
    ScriptedSaga saga = ScriptedSaga.named("audited").remote("a");
    try (SagaEngine engine = engine(saga)) {
      SagaView view = run(engine, saga);
      db.execute(
          """
          insert into saga_journal (saga_id, seq, at, kind, status_before, status, steps, actor,
            reason, engine, epoch)
          values ('%1$s', 3, now(), 'PAUSED', 'RUNNING', 'PAUSED', '{a,b}', 'eve', 'too fast', '%1$s', 1)
          """
              .formatted(view.id()));

      JournalEntry entry = engine.records().history(view.id(), 2, 1).get(0);

      assertThat(entry.actor()).isEqualTo("eve");
      assertThat(entry.reason()).isEqualTo("too fast");
      assertThat(entry.steps()).containsExactly("a", "b");
    }
  }

  @Test
  void an_entry_of_a_newer_version_is_named() throws Exception {
    ScriptedSaga saga = ScriptedSaga.named("newer").remote("a");
    try (SagaEngine engine = engine(saga)) {
      SagaView view = run(engine, saga);
      db.execute(
          "update saga_journal set kind = 'TELEPORTED' where seq = 2 and saga_id = '%s'"
              .formatted(view.id()));
      assertThatIllegalStateException()
          .isThrownBy(() -> engine.records().history(view.id()))
          .withMessageContainingAll(view.id().toString(), "entry 2", "TELEPORTED", "newer");
    }
  }

  @Test
  void the_state_at_each_moment_is_that_of_the_journal_up_to_then() {
    ScriptedSaga saga = undone("past");
    try (SagaEngine engine = engine(saga)) {
      SagaView view = run(engine, saga);
      List<JournalEntry> history = engine.records().history(view.id());
      Instant start = history.get(0).at();

      assertThat(engine.records().stateAt(view.id(), start.minusNanos(1_000))).isEmpty();
      for (JournalEntry entry : history) {
        SagaSnapshot then = engine.records().stateAt(view.id(), entry.at()).orElseThrow();
        JournalEntry last = history.get(then.seq() - 1);
        assertThat(then.status()).isEqualTo(last.status());
        assertThat(last.at()).isEqualTo(entry.at());
      }
      assertThat(engine.records().stateAt(view.id(), start).orElseThrow().next())
          .containsExactly("a");
      SagaSnapshot stumbled =
          engine.records().stateAt(view.id(), history.get(1).at()).orElseThrow();
      assertThat(stumbled.step("a").failedAttempts()).isEqualTo(1);
      assertThat(stumbled.step("a").nextAttemptAt()).isEqualTo(history.get(1).nextAttemptAt());
      assertThat(stumbled.step("d").blockedBy()).containsExactly("b", "c");
      SagaSnapshot begun = engine.records().stateAt(view.id(), history.get(2).at()).orElseThrow();
      assertThat(begun.next()).containsExactly("b", "c");
      assertThat(begun.step("a").result()).isEqualTo("\"a\"");
    }
  }

  @Test
  void the_state_at_the_end_is_the_head_of_the_saga() {
    ScriptedSaga saga = undone("head");
    try (SagaEngine engine = engine(saga)) {
      SagaView view = run(engine, saga);

      SagaSnapshot now =
          engine.records().stateAt(view.id(), Instant.now().plusSeconds(60)).orElseThrow();

      assertThat(now.status()).isEqualTo(view.status()).isEqualTo(SagaStatus.COMPENSATED);
      assertThat(now.failure()).isEqualTo(new SagaFailure("c", FailureKind.PERMANENT, "declined"));
      assertThat(now.steps())
          .extracting(StepSnapshot::name, StepSnapshot::phase)
          .containsExactly(
              tuple("a", StepPhase.COMPENSATED),
              tuple("b", StepPhase.COMPENSATED),
              tuple("c", StepPhase.FAILED),
              tuple("d", StepPhase.PENDING));
      assertThat(now.next()).isEmpty();
    }
  }

  @Test
  void the_difference_of_two_moments_is_what_was_recorded_between() {
    ScriptedSaga saga = undone("differs");
    try (SagaEngine engine = engine(saga)) {
      SagaView view = run(engine, saga);
      List<JournalEntry> history = engine.records().history(view.id());
      Instant first = history.get(2).at();
      Instant end = history.get(history.size() - 1).at();

      SagaDifference all = engine.records().difference(view.id(), Instant.EPOCH, end).orElseThrow();
      assertThat(all.before()).isNull();
      assertThat(all.facts()).isEqualTo(history);

      SagaDifference some = engine.records().difference(view.id(), first, end).orElseThrow();
      assertThat(some.before()).isEqualTo(SagaStatus.RUNNING);
      assertThat(some.after()).isEqualTo(SagaStatus.COMPENSATED);
      assertThat(some.facts()).isEqualTo(history.subList(3, history.size()));
      assertThat(some.steps())
          .containsExactly(
              new SagaDifference.StepChange("a", StepPhase.SUCCEEDED, StepPhase.COMPENSATED),
              new SagaDifference.StepChange("b", StepPhase.PENDING, StepPhase.COMPENSATED),
              new SagaDifference.StepChange("c", StepPhase.PENDING, StepPhase.FAILED));

      SagaDifference nothing = engine.records().difference(view.id(), end, end).orElseThrow();
      assertThat(nothing.steps()).isEmpty();
      assertThat(nothing.facts()).isEmpty();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> engine.records().difference(view.id(), end, first))
          .withMessageContainingAll(view.id().toString(), "before");
    }
  }

  @Test
  void the_past_needs_the_definition_and_the_history_does_not() {
    ScriptedSaga saga = ScriptedSaga.named("elsewhere").remote("a");
    SagaView view;
    try (SagaEngine engine = engine(saga)) {
      view = run(engine, saga);
    }
    try (SagaEngine stranger = engine(ScriptedSaga.named("elsewhere", 2).remote("a"))) {
      assertThat(stranger.records().history(view.id())).hasSize(2);
      assertThatIllegalStateException()
          .isThrownBy(() -> stranger.records().stateAt(view.id(), Instant.now()))
          .withMessageContainingAll("elsewhere", key, "version 1", "Register", "history");
    }
    try (SagaEngine other = engine(ScriptedSaga.named("elsewhere").remote("other"))) {
      assertThatIllegalStateException()
          .isThrownBy(() -> other.records().stateAt(view.id(), Instant.now().plusSeconds(60)))
          .withMessageContainingAll("elsewhere", key, "does not fit", "no step 'a'");
    }
  }

  @Test
  void limits_that_cannot_be() {
    try (SagaEngine engine = engine()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> engine.records().list(SagaFilter.all(), null, 0))
          .withMessageContainingAll("page of 0", "1 to 10000");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> engine.records().history(UUID.randomUUID(), 0, 10_001))
          .withMessageContaining("10001");
    }
  }

  @Test
  void reads_in_a_schema_of_its_own_choice_whatever_the_search_path() {
    ScriptedSaga saga = undone("there");
    try (SagaEngine engine =
        SagaEngine.builder(db.dataSource()).schema("Odd \"Name").register(saga.define()).build()) {
      SagaView view = run(engine, saga);
      assertThat(engine.records().list(SagaFilter.all(), null, 10).sagas()).containsExactly(view);
      SagaFilter undone = SagaFilter.status(SagaStatus.PARKED, SagaStatus.WAITING);
      assertThat(engine.records().list(undone, null, 10).sagas()).isEmpty();
      assertThat(engine.records().stateAt(view.id(), Instant.now().plusSeconds(60))).isPresent();
    }
  }

  @Test
  void the_phases_that_are_shown_are_those_of_the_engine() {
    assertThat(StepPhase.values())
        .extracting(Enum::name)
        .containsExactly(
            Arrays.stream(StepProgress.Phase.values()).map(Enum::name).toArray(String[]::new));
  }
}
