package io.backstitch.runtime;

import io.backstitch.definition.Argument;
import io.backstitch.definition.CompensationBuilder;
import io.backstitch.definition.SagaBuilder;
import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.SagaType;
import io.backstitch.definition.StepBuilder;
import io.backstitch.definition.StepKey;
import java.sql.Connection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A saga of some shape as one process runs it. Each call says that it was made, publishes an event,
 * and, where it is transactional, writes into the ledger.
 */
final class ShapedSaga {

  /** What a call publishes. */
  record Called(String call, String by) {}

  final SagaType<String, String> type;
  private final SagaShape shape;
  private final CallJournal calls;
  private final String by;

  /**
   * @param by names the process in all that it leaves
   */
  ShapedSaga(SagaShape shape, CallJournal calls, String by) {
    this.type = SagaType.of(shape.name(), 1, String.class, String.class);
    this.shape = shape;
    this.calls = calls;
    this.by = by;
  }

  SagaDefinition<String, String> define() {
    SagaBuilder<String, String> saga = SagaDefinition.builder(type);
    StepOrder graph = shape.graph();
    Map<String, StepKey<String>> keys = new HashMap<>();
    for (String step : graph.steps()) {
      StepKey<String> key = StepKey.of(step, String.class);
      keys.put(step, key);
      addStep(saga, key, graph.before(step).stream().map(keys::get).toArray(StepKey<?>[]::new));
    }
    graph.steps().stream().filter(shape::isUndoable).forEach(step -> addUndo(saga, keys.get(step)));
    return saga.result(keys.get(graph.last())).build();
  }

  private void addStep(SagaBuilder<String, String> saga, StepKey<String> key, StepKey<?>[] before) {
    String call = key.name();
    StepBuilder<String> step = saga.step(key).after(before).retry(SagaShape.RETRY);
    if (shape.isPivot(call)) {
      step.pivot();
    }
    if (shape.isTransactional(call)) {
      step.takes(Argument.provided(StepContext.class), Argument.provided(Connection.class))
          .runs((context, db) -> call(call, context, db));
    } else {
      step.takes(Argument.provided(StepContext.class)).runs(context -> call(call, context, null));
    }
  }

  private void addUndo(SagaBuilder<String, String> saga, StepKey<String> key) {
    String call = "undo " + key.name();
    CompensationBuilder undo = saga.compensation(key).retry(SagaShape.RETRY);
    if (shape.isDoubtful(key.name())) {
      undo.takes(Argument.provided(StepContext.class), key.resultIfKnown())
          .does((context, result) -> call(call, context, null));
    } else if (shape.isTransactional(key.name())) {
      undo.takes(Argument.provided(StepContext.class), Argument.provided(Connection.class))
          .does((context, db) -> call(call, context, db));
    } else {
      undo.takes(Argument.provided(StepContext.class)).does(context -> call(call, context, null));
    }
  }

  private String call(String call, StepContext step, @Nullable Connection db) throws Exception {
    calls.called(call, step);
    step.publish(WitnessedSaga.DESTINATION, new Called(call, by));
    if (db != null) {
      Ledger.write(db, call, by);
    }
    String other = shape.waitsFor(call);
    if (other != null) {
      calls.awaitRecord(step.sagaId(), other);
    }
    if (shape.isRefusedAlways(call)) {
      throw StepFailure.permanent(call + " is refused");
    }
    if (shape.stumbles(call, step)) {
      throw StepFailure.transientFailure(call + " stumbles");
    }
    return call;
  }
}
