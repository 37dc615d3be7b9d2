package io.backstitch.runtime.storm;

import io.backstitch.definition.Argument;
import io.backstitch.definition.CompensationBuilder;
import io.backstitch.definition.SagaBuilder;
import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.SagaType;
import io.backstitch.definition.StepBuilder;
import io.backstitch.definition.StepKey;
import io.backstitch.runtime.StepContext;
import io.backstitch.runtime.StepFailure;
import io.backstitch.runtime.storm.Shape.Kind;
import io.backstitch.runtime.storm.Shape.Undo;
import io.backstitch.runtime.storm.World.Effect;
import java.sql.Connection;
import java.util.concurrent.CountDownLatch;

/** A saga of a shape whose steps do to the world what its script says, and publish that. */
final class StormSaga {

  static final String DESTINATION = "calls";
  static final String UNDO = "undo ";

  /** What a call publishes. */
  record Called(String call) {}

  private final Shape shape;
  private final World world;

  StormSaga(Shape shape, World world) {
    this.shape = shape;
    this.world = world;
  }

  static SagaType<String, String> type(Shape shape) {
    return SagaType.of(shape.name(), 1, String.class, String.class);
  }

  /** For those who only read what such a saga left. */
  static SagaDefinition<String, String> definition(Shape shape) {
    return new StormSaga(shape, null).define();
  }

  SagaDefinition<String, String> define() {
    SagaBuilder<String, String> saga = SagaDefinition.builder(type(shape));
    shape.steps().forEach(step -> add(saga, step));
    shape.limit().ifPresent(saga::timeout);
    return saga.result(key(shape.last().name())).build();
  }

  private static StepKey<String> key(String step) {
    return StepKey.of(step, String.class);
  }

  private void add(SagaBuilder<String, String> saga, Shape.Step step) {
    StepBuilder<String> builder = saga.step(key(step.name())).retry(step.retry());
    step.after().forEach(before -> builder.after(key(before)));
    if (step.limit() != null) {
      builder.timeout(step.limit());
    }
    if (step.name().equals(shape.pivotStep())) {
      builder.pivot();
    }
    Argument<String> input = Argument.input(type(shape));
    Argument<StepContext> context = Argument.provided(StepContext.class);
    if (step.kind() == Kind.TRANSACTIONAL) {
      builder
          .takes(input, context, Argument.provided(Connection.class))
          .runs((script, c, db) -> book(step.name(), script, c, db));
    } else {
      builder.takes(input, context).runs((script, c) -> call(step.name(), script, c));
    }
    if (step.undo() != Undo.NONE) {
      addUndo(saga.compensation(key(step.name())).retry(Shape.QUICK), step);
    }
  }

  private void addUndo(CompensationBuilder undo, Shape.Step step) {
    String call = UNDO + step.name();
    Argument<String> input = Argument.input(type(shape));
    Argument<StepContext> context = Argument.provided(StepContext.class);
    if (step.kind() == Kind.TRANSACTIONAL) {
      undo.takes(input, context, Argument.provided(Connection.class))
          .does((script, c, db) -> book(call, script, c, db));
    } else if (step.undo() == Undo.EVEN_IF_UNKNOWN) {
      undo.takes(input, context, key(step.name()).resultIfKnown())
          .does((script, c, result) -> call(call, script, c));
    } else {
      undo.takes(input, context, key(step.name()).result())
          .does((script, c, result) -> call(call, script, c));
    }
  }

  private String call(String call, String input, StepContext step) throws Exception {
    Script script = new Script(input);
    Effect effect = call.startsWith(UNDO) ? Effect.UNDONE : Effect.DONE;
    world.call(call, step, script.fails(call) ? Effect.NONE : effect);
    return end(call, script, step);
  }

  private String book(String call, String input, StepContext step, Connection db) throws Exception {
    world.call(call, step, Effect.NONE);
    world.book(call, step, call.startsWith(UNDO) ? -1 : 1, db);
    return end(call, new Script(input), step);
  }

  private static String end(String call, Script script, StepContext step)
      throws InterruptedException {
    step.publish(DESTINATION, new Called(call));
    if (script.fails(call)) {
      throw StepFailure.permanent(call + " was told to fail");
    }
    boolean first = step.attempt() == 1;
    if (script.doubts(call) || (script.stumbles(call) && first)) {
      throw StepFailure.transientFailure(call + " was told to lose its answer");
    }
    if (script.hangs(call) && first) {
      new CountDownLatch(1).await();
    }
    return call;
  }
}
