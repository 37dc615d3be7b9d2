package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.backstitch.runtime.SagaOperations.OneSaga;
import io.backstitch.servers.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A scripted saga, engines that run it, and a desk: an engine that knows it and never runs it. */
final class OperatedSaga {

  static final String KEY = "order-7";

  final ScriptedSaga saga;
  private final Database db;

  OperatedSaga(Database db, ScriptedSaga saga) {
    this.db = db;
    this.saga = saga;
  }

  /** Three remote steps, one after the other; the last one's result is the saga's. */
  static ScriptedSaga chain(String name) {
    return ScriptedSaga.named(name.replace(' ', '-')).remote("a").remote("b", "a").remote("c", "b");
  }

  static StepFailure notForAnHour() {
    return StepFailure.transientFailure("not now").retryAfter(Duration.ofHours(1));
  }

  SagaEngine engine() {
    return SagaEngine.builder(db.dataSource())
        .withoutMigrations()
        .pollEvery(Duration.ofMillis(20))
        .register(saga.define())
        .build();
  }

  SagaEngine desk() {
    SagaEngine desk = engine();
    desk.caretaker().takeNoMore();
    return desk;
  }

  OperatedSaga queued() throws SQLException {
    try (SagaEngine desk = desk();
        Connection connection = db.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      desk.submit(connection, saga.type, KEY, "input");
      connection.commit();
    }
    return this;
  }

  OperatedSaga started(SagaStatus until) {
    try (SagaEngine engine = engine()) {
      engine.submit(saga.type, KEY, "input");
      await().until(() -> is(until) && engine.activeSagas() == 0);
    }
    return this;
  }

  /** Until an engine has brought it there by itself. */
  OperatedSaga runsTo(SagaStatus end) {
    try (SagaEngine engine = engine()) {
      await().until(() -> is(end) && engine.activeSagas() == 0);
    }
    return this;
  }

  OperatedSaga after(String action) {
    try (SagaEngine desk = desk()) {
      assertThat(act(desk, action)).isEqualTo(OperationResult.DONE);
    }
    return this;
  }

  /** What is done while a call is being made; it lets the call return. */
  @FunctionalInterface
  private interface During {
    void call(SagaEngine engine, CountDownLatch go) throws Exception;
  }

  private void during(String call, During action) throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    saga.on(
        call,
        (step, connection) -> {
          begun.countDown();
          assertThat(go.await(60, TimeUnit.SECONDS)).isTrue();
        });
    try (SagaEngine engine = engine()) {
      engine.submit(saga.type, KEY, "input");
      assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
      action.call(engine, go);
    } finally {
      go.countDown();
    }
  }

  /**
   * Does something while a call is being made, and lets the call return when the engine has seen
   * it.
   */
  OperatedSaga interruptedAt(String call, String action, SagaStatus end) throws Exception {
    during(
        call,
        (engine, go) -> {
          try (SagaEngine desk = desk()) {
            assertThat(act(desk, action)).isEqualTo(OperationResult.REQUESTED);
            await().until(() -> engine.leavingSagas() == 1);
            go.countDown();
            await().until(() -> is(end));
          }
        });
    assertThat(db.number("select count(*) from saga_request")).isZero();
    return this;
  }

  /** Tries something while a call is being made. */
  void refusedAt(String call, String action, String refusal) throws Exception {
    during(
        call,
        (engine, go) -> {
          assertRefused(action, refusal);
          go.countDown();
        });
  }

  void assertRefused(String action, String refusal) throws SQLException {
    long facts = db.number("select count(*) from saga_journal");
    SagaStatus status = status();
    try (SagaEngine desk = desk()) {
      assertThatThrownBy(() -> act(desk, action))
          .isInstanceOf(OperationRefusedException.class)
          .hasMessageContaining("Saga " + saga.type.name() + " '" + KEY + "' was not ")
          .hasMessageContaining(refusal)
          .hasMessageEndingWith(". Nothing was changed.");
    }
    assertThat(db.number("select count(*) from saga_journal")).isEqualTo(facts);
    assertThat(db.number("select count(*) from saga_request")).isZero();
    assertThat(status()).isEqualTo(status);
  }

  OperationResult act(SagaEngine desk, String action) {
    OneSaga one = desk.operations("ann", "because").on(saga.type, KEY);
    String step = action.substring(action.indexOf(' ') + 1);
    return switch (action.replace(" " + step, "")) {
      case "retry" -> one.retry();
      case "skip" -> one.skip(step);
      case "complete" -> one.complete(step, "by hand");
      case "resolve" -> one.resolve(step);
      case "cancel" -> one.cancel();
      case "pause" -> one.pause();
      case "resume" -> one.resume();
      default -> throw new IllegalArgumentException(action);
    };
  }

  SagaStatus status() throws SQLException {
    return SagaStatus.valueOf(
        (String)
            db.rows("select status from saga_instance where saga_type = '" + saga.type.name() + "'")
                .get(0)
                .get("status"));
  }

  boolean is(SagaStatus status) throws SQLException {
    return db.number(
            "select count(*) from saga_instance where saga_type = '%s' and status = '%s'"
                .formatted(saga.type.name(), status))
        == 1;
  }

  /** Who did something to it. */
  List<String> actors() throws SQLException {
    return db
        .rows(
            "select j.actor from saga_journal j join saga_instance i on i.id = j.saga_id"
                + " where i.saga_type = '%s' and j.actor is not null and j.reason is not null"
                    .formatted(saga.type.name()))
        .stream()
        .map(row -> (String) row.get("actor"))
        .toList();
  }

  String calls() {
    return String.join(" ", saga.calls);
  }
}
