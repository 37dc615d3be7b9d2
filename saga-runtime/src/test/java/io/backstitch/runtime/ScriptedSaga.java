package io.backstitch.runtime;

import io.backstitch.definition.Argument;
import io.backstitch.definition.CompensationBuilder;
import io.backstitch.definition.RetryPolicy;
import io.backstitch.definition.SagaBuilder;
import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.SagaType;
import io.backstitch.definition.StepBuilder;
import io.backstitch.definition.StepKey;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A saga whose steps note that they were called and then do what the test has scripted for them:
 * nothing, unless told otherwise. A step returns its own name, and has a compensation where that
 * could ever run.
 */
final class ScriptedSaga {

  static final RetryPolicy QUICK =
      new RetryPolicy(3, Duration.ofMillis(1), 1, Duration.ofMillis(1));

  final SagaType<String, String> type;
  final List<String> calls = new CopyOnWriteArrayList<>();
  final List<String> keys = new CopyOnWriteArrayList<>();
  final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final Map<String, Step> steps = new LinkedHashMap<>();
  private final Map<String, Queue<Act>> script = new ConcurrentHashMap<>();
  private Duration timeout;
  private Duration grace;

  /** What a step does when it is called. */
  interface Act {
    void run(StepContext step, Connection db) throws Exception;
  }

  private ScriptedSaga(SagaType<String, String> type) {
    this.type = type;
  }

  static ScriptedSaga named(String name) {
    return new ScriptedSaga(SagaType.of(name, 1, String.class, String.class));
  }

  static ScriptedSaga named(String name, int version) {
    return new ScriptedSaga(SagaType.of(name, version, String.class, String.class));
  }

  /** One step, as the test describes it. */
  static final class Step {
    final StepKey<String> key;
    final List<String> after;
    boolean transactional;
    boolean undoable = true;
    boolean undoIfUnknown;
    Consumer<StepBuilder<String>> more = step -> {};
    Consumer<CompensationBuilder> moreUndo = undo -> {};

    Step(String name, String... after) {
      this.key = StepKey.of(name, String.class);
      this.after = List.of(after);
    }
  }

  ScriptedSaga remote(String name, String... after) {
    steps.put(name, new Step(name, after));
    return this;
  }

  ScriptedSaga transactional(String name, String... after) {
    remote(name, after);
    steps.get(name).transactional = true;
    return this;
  }

  /** Changes the step that was added last. */
  ScriptedSaga with(Consumer<StepBuilder<String>> more) {
    last().more = last().more.andThen(more);
    return this;
  }

  ScriptedSaga undoWith(Consumer<CompensationBuilder> more) {
    last().moreUndo = more;
    return this;
  }

  ScriptedSaga undoneEvenIfUnknown() {
    last().undoIfUnknown = true;
    return this;
  }

  ScriptedSaga notUndoable() {
    last().undoable = false;
    return this;
  }

  ScriptedSaga grace(Duration limit) {
    grace = limit;
    return this;
  }

  ScriptedSaga timeout(Duration limit) {
    timeout = limit;
    return this;
  }

  private Step last() {
    return new ArrayList<>(steps.values()).get(steps.size() - 1);
  }

  /** Scripts the next call of a step, or of {@code "undo step"}. */
  ScriptedSaga on(String call, Act act) {
    script.computeIfAbsent(call, name -> new ConcurrentLinkedQueue<>()).add(act);
    return this;
  }

  ScriptedSaga failing(String call, int times, RuntimeException failure) {
    for (int i = 0; i < times; i++) {
      on(
          call,
          (step, db) -> {
            throw failure;
          });
    }
    return this;
  }

  SagaDefinition<String, String> define() {
    SagaBuilder<String, String> graph = SagaDefinition.builder(type);
    for (Step step : steps.values()) {
      add(graph, step);
    }
    if (grace != null) {
      graph.grace(grace);
    }
    if (timeout != null) {
      graph.timeout(timeout);
    }
    return graph.result(last().key).build();
  }

  private void add(SagaBuilder<String, String> graph, Step step) {
    String name = step.key.name();
    StepBuilder<String> builder = graph.step(step.key).retry(QUICK);
    step.after.forEach(before -> builder.after(steps.get(before).key));
    step.more.accept(builder);
    Argument<StepContext> context = Argument.provided(StepContext.class);
    Argument<Connection> connection = Argument.provided(Connection.class);
    if (step.transactional) {
      builder.takes(context, connection).runs((c, db) -> call(name, c, db));
    } else {
      builder.takes(context).runs(c -> call(name, c, null));
    }
    if (step.undoable && (!isAfterAllOthers(step) || canBeInDoubt(step))) {
      CompensationBuilder undo = graph.compensation(step.key).retry(QUICK);
      step.moreUndo.accept(undo);
      if (step.undoIfUnknown) {
        undo.takes(context, step.key.resultIfKnown())
            .does((c, result) -> undo(name, result, c, null));
      } else if (step.transactional) {
        undo.takes(context, connection).does((c, db) -> undo(name, Optional.of(name), c, db));
      } else {
        undo.takes(context, step.key.result())
            .does((c, result) -> undo(name, Optional.of(result), c, null));
      }
    }
  }

  private static boolean canBeInDoubt(Step step) {
    return step.undoIfUnknown && !step.transactional;
  }

  /** Nothing can fail after such a step, so a compensation that needs its result is refused. */
  private boolean isAfterAllOthers(Step step) {
    Set<Step> before = new HashSet<>();
    addBefore(step, before);
    return before.size() == steps.size() - 1;
  }

  private void addBefore(Step step, Set<Step> before) {
    for (String name : step.after) {
      before.add(steps.get(name));
      addBefore(steps.get(name), before);
    }
  }

  private String call(String name, StepContext step, Connection db) throws Exception {
    calls.add(name);
    act(name, step, db);
    return name;
  }

  private void undo(String name, Optional<String> result, StepContext step, Connection db)
      throws Exception {
    calls.add("undo " + name + (result.isEmpty() ? " if it was done" : ""));
    act("undo " + name, step, db);
  }

  private void act(String call, StepContext step, Connection db) throws Exception {
    keys.add(step.idempotencyKey());
    threads.add(Thread.currentThread());
    Queue<Act> acts = script.get(call);
    Act act = acts == null ? null : acts.poll();
    if (act != null) {
      act.run(step, db);
    }
  }
}
