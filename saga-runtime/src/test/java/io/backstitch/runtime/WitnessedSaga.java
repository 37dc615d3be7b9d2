package io.backstitch.runtime;

import io.backstitch.definition.Argument;
import io.backstitch.definition.CompensationBuilder;
import io.backstitch.definition.SagaBuilder;
import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.SagaType;
import io.backstitch.definition.StepKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A saga of remote steps that says of every call that it was made, and publishes an event in each.
 * Its input says what fails: {@code "e fails,undo c stumbles"} means that e fails for good, and
 * that the first attempt to undo c does.
 */
final class WitnessedSaga {

  static final String DESTINATION = "calls";

  /** Told of every call, when it begins. */
  interface Witness {
    void called(String call, StepContext step) throws Exception;
  }

  /** What a call publishes. */
  record Called(String call) {}

  final SagaType<String, String> type;
  final StepOrder graph;
  private final Witness witness;

  WitnessedSaga(String name, StepOrder graph, Witness witness) {
    this.type = SagaType.of(name, 1, String.class, String.class);
    this.graph = graph;
    this.witness = witness;
  }

  SagaDefinition<String, String> define() {
    SagaBuilder<String, String> saga = SagaDefinition.builder(type);
    Map<String, StepKey<String>> keys = new HashMap<>();
    List<String> steps = graph.steps();
    for (String step : steps) {
      StepKey<String> key = StepKey.of(step, String.class);
      keys.put(step, key);
      addStep(saga, key, graph.before(step).stream().map(keys::get).toArray(StepKey<?>[]::new));
    }
    steps.stream().filter(step -> !step.equals(graph.last())).forEach(step -> addUndo(saga, step));
    return saga.result(keys.get(graph.last())).build();
  }

  private void addStep(SagaBuilder<String, String> saga, StepKey<String> key, StepKey<?>[] before) {
    saga.step(key)
        .after(before)
        .retry(ScriptedSaga.QUICK)
        .takes(Argument.input(type), Argument.provided(StepContext.class))
        .runs((script, step) -> call(key.name(), script, step));
  }

  private void addUndo(SagaBuilder<String, String> saga, String step) {
    CompensationBuilder undo = saga.compensation(StepKey.of(step, String.class));
    undo.retry(ScriptedSaga.QUICK)
        .takes(Argument.input(type), Argument.provided(StepContext.class))
        .does((script, context) -> call("undo " + step, script, context));
  }

  private String call(String call, String script, StepContext step) throws Exception {
    witness.called(call, step);
    step.publish(DESTINATION, new Called(call));
    if (says(script, call + " fails")) {
      throw StepFailure.permanent(call + " was told to fail");
    }
    if (says(script, call + " stumbles") && step.attempt() == 1) {
      throw StepFailure.transientFailure(call + " was told to stumble");
    }
    return call;
  }

  private static boolean says(String script, String line) {
    return ("," + script + ",").contains("," + line + ",");
  }
}
