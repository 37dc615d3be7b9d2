package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.definition.Argument;
import io.backstitch.definition.SagaBuilder;
import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.SagaType;
import io.backstitch.definition.StepKey;
import io.backstitch.outbox.OutboxMessage;
import io.backstitch.outbox.migration.MigrationException;
import io.backstitch.servers.Database;
import java.sql.Connection;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.ds.PGSimpleDataSource;

/** What a mistake is answered with: which saga, what is wrong, what now, what to do. */
@Timeout(60)
class BadUseTest {

  @RegisterExtension static final Database db = Database.fresh();

  private static final ScriptedSaga SAGA = ScriptedSaga.named("good").remote("a").notUndoable();

  private final String key = UUID.randomUUID().toString();

  private static SagaEngine engine() {
    return SagaEngine.builder(db.dataSource()).register(SAGA.define()).build();
  }

  @Test
  void a_saga_that_is_not_registered() {
    SagaType<String, String> other = ScriptedSaga.named("other").type;
    try (SagaEngine engine = engine()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> engine.run(other, key, "input"))
          .withMessageContainingAll("other", key, "[good]", "Nothing was written", "register(");
    }
  }

  @Test
  void a_version_that_is_not_registered() {
    try (SagaEngine engine = engine()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> engine.run(ScriptedSaga.named("good", 2).type, key, "input"))
          .withMessageContainingAll("good", "version 2");
    }
  }

  @Test
  void a_type_that_differs_from_the_registered_one() {
    try (SagaEngine engine = engine()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> engine.run(SagaType.of("good", 1, Integer.class, String.class), key, 7))
          .withMessageContainingAll("java.lang.String", "java.lang.Integer", "SAGA constant");
    }
  }

  @Test
  void a_key_that_is_null_blank_or_too_long() {
    try (SagaEngine engine = engine()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> engine.run(SAGA.type, null, "input"))
          .withMessageContainingAll("good", "key is null", "Nothing was written");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> engine.run(SAGA.type, " ", "input"))
          .withMessageContainingAll("good", "1 to 255");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> engine.run(SAGA.type, "x".repeat(10_000), "input"))
          .withMessageContainingAll("good", "10000 characters", "1 to 255");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> engine.run(SAGA.type, "a\0b", "input"))
          .withMessageContainingAll("good", "U+0000");
    }
  }

  @Test
  void an_input_that_is_null_or_cannot_be_encoded_or_is_too_large() {
    SagaType<Object, String> anything = SagaType.of("anything", 1, Object.class, String.class);
    SagaBuilder<Object, String> graph = SagaDefinition.builder(anything);
    StepKey<String> step = StepKey.of("a", String.class);
    graph.step(step).noCompensation("test").runs(() -> "a");
    try (SagaEngine engine =
        SagaEngine.builder(db.dataSource()).register(graph.result(step).build()).build()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> engine.run(anything, key, null))
          .withMessageContainingAll("anything", key, "null");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> engine.run(anything, key, new SelfContaining()))
          .withMessageContainingAll("anything", key, "cannot be encoded", "codec");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> engine.run(anything, key, "x".repeat(5_000_000)))
          .withMessageContainingAll("anything", key, "5,000,002 bytes", "maxPayloadBytes");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> engine.run(anything, key, "a\0b"))
          .withMessageContainingAll("anything", key, "U+0000");
      assertThat(engine.find(anything, key)).isEmpty();
    }
  }

  /** What no JSON can hold. */
  static final class SelfContaining {
    public SelfContaining getSelf() {
      return this;
    }
  }

  @Test
  void a_remote_step_whose_result_cannot_be_stored_is_in_doubt_not_undone() {
    StepKey<String> big = StepKey.of("big", String.class);
    StepKey<String> end = StepKey.of("end", String.class);
    SagaType<String, String> type = SagaType.of("too-big", 1, String.class, String.class);
    SagaBuilder<String, String> graph = SagaDefinition.builder(type);
    graph.step(big).runs(() -> "x".repeat(2_000_000));
    graph.compensation(big).takes(big.result()).does(result -> {});
    graph.step(end).takes(big.result()).runs(result -> "end");
    try (SagaEngine engine =
        SagaEngine.builder(db.dataSource()).register(graph.result(end).build()).build()) {
      assertThatThrownBy(() -> engine.run(type, key, "input"))
          .isInstanceOf(SagaNotCompletedException.class)
          .hasMessageContainingAll("too-big", key, "big", "2,000,002 bytes", "unknown", "parked");
    }
  }

  @Test
  void an_event_of_five_megabytes() {
    ScriptedSaga saga = ScriptedSaga.named("big-event").remote("a").notUndoable();
    saga.on("a", (step, c) -> step.publish("letters", "x".repeat(5_000_000)));
    try (SagaEngine engine = SagaEngine.builder(db.dataSource()).register(saga.define()).build()) {
      assertThatThrownBy(() -> engine.run(saga.type, key, "input"))
          .isInstanceOf(SagaNotCompletedException.class)
          .hasMessageContainingAll("big-event", key, "letters", "5,000,002", "1,048,576");
    }
  }

  @Test
  void publishing_after_the_step_has_ended() {
    StepContext[] kept = new StepContext[1];
    ScriptedSaga saga = ScriptedSaga.named("late-event").remote("a").notUndoable();
    saga.on("a", (step, c) -> kept[0] = step);
    try (SagaEngine engine = SagaEngine.builder(db.dataSource()).register(saga.define()).build()) {
      engine.run(saga.type, key, "input");
    }
    assertThatThrownBy(
            () ->
                kept[0].publish(OutboxMessage.to("letters").type("x").payload(new byte[0]).build()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("a", key, "letters", "not published");
  }

  @Test
  void the_same_key_with_another_input() {
    try (SagaEngine engine = engine()) {
      engine.run(SAGA.type, key, "input");
      assertThatThrownBy(() -> engine.submit(SAGA.type, key, "another"))
          .isInstanceOf(SagaKeyConflictException.class)
          .hasMessageContainingAll("good", key, "another input", "COMPLETED");
    }
  }

  @Test
  void submitting_with_a_connection_in_auto_commit_mode() throws Exception {
    try (SagaEngine engine = engine();
        Connection connection = db.dataSource().getConnection()) {
      assertThatThrownBy(() -> engine.submit(connection, SAGA.type, key, "input"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContainingAll("good", key, "auto-commit", "Nothing was written");
    }
  }

  @Test
  void a_database_that_cannot_be_reached() {
    PGSimpleDataSource nowhere = new PGSimpleDataSource();
    nowhere.setUrl("jdbc:postgresql://localhost:1/none?user=u&password=secret");
    assertThatThrownBy(() -> SagaEngine.builder(nowhere).register(SAGA.define()).build())
        .isInstanceOf(MigrationException.class)
        .hasMessageContainingAll("localhost:1", "refused")
        .hasMessageNotContaining("secret");
  }

  @Test
  void a_schema_that_was_not_migrated_and_one_that_is_too_old() throws Exception {
    assertThatThrownBy(
            () -> SagaEngine.builder(db.dataSource()).schema("empty").withoutMigrations().build())
        .isInstanceOf(MigrationException.class)
        .hasMessageContainingAll("empty", "runtime", "withoutMigrations");
    SagaEngine.builder(db.dataSource()).schema("old").build().close();
    db.execute("create or replace view old.saga_runtime_schema as select 0 as version");
    assertThatThrownBy(
            () -> SagaEngine.builder(db.dataSource()).schema("old").withoutMigrations().build())
        .isInstanceOf(MigrationException.class)
        .hasMessageContainingAll("old", "runtime", "too old", "version 0");
  }

  @Test
  void lives_in_a_schema_of_its_own_choice_whatever_the_search_path() throws Exception {
    try (SagaEngine engine =
        SagaEngine.builder(db.dataSource()).schema("Odd \"Name").register(SAGA.define()).build()) {
      assertThat(engine.run(SAGA.type, key, "input")).isEqualTo("a");
    }
    assertThat(
            db.number(
                "select count(*) from \"Odd \"\"Name\".saga_instance where saga_key = '"
                    + key
                    + "'"))
        .isEqualTo(1);
  }

  @Test
  void building_twice() {
    SagaEngineBuilder builder = SagaEngine.builder(db.dataSource()).register(SAGA.define());
    builder.build().close();
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("already", "SagaEngine.builder");
  }

  @Test
  void registering_a_saga_twice() {
    SagaEngineBuilder builder = SagaEngine.builder(db.dataSource()).register(SAGA.define());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.register(SAGA.define()))
        .withMessageContainingAll("good", "version 1", "Two definitions");
  }

  @Test
  void a_step_that_wants_what_the_engine_does_not_provide() {
    StepKey<String> step = StepKey.of("a", String.class);
    SagaType<String, String> type = SagaType.of("wants", 1, String.class, String.class);
    SagaBuilder<String, String> graph = SagaDefinition.builder(type);
    graph.step(step).takes(Argument.provided(Thread.class)).runs(x -> "a");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SagaEngine.builder(db.dataSource()).register(graph.result(step).build()))
        .withMessageContainingAll("wants", "step a", "java.lang.Thread", "constructor");
  }

  @Test
  void running_after_close() {
    SagaEngine engine = engine();
    engine.close();
    engine.close();
    assertThatThrownBy(() -> engine.run(SAGA.type, key, "input"))
        .isInstanceOf(EngineClosedException.class)
        .hasMessageContainingAll("good", key, "closed", "Nothing was written");
  }

  @Test
  void settings_that_cannot_be() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> SagaEngine.builder(db.dataSource()).leaseFor(Duration.ofMillis(5)).build())
        .withMessageContainingAll("leaseFor", "PT0.005S", "100 ms");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SagaEngine.builder(db.dataSource()).maxPayloadBytes(0).build())
        .withMessageContainingAll("maxPayloadBytes", "0", "1 or more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SagaEngine.builder(db.dataSource()).maxRecoveries(0).build())
        .withMessageContainingAll("maxRecoveries", "0", "1 or more");
  }
}
