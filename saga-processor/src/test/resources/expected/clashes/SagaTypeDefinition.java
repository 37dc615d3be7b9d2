package clashes;

import io.backstitch.definition.RetryPolicy;
import io.backstitch.definition.SagaBuilder;
import io.backstitch.definition.StepKey;
import io.backstitch.runtime.StepContext;
import java.time.Duration;
import javax.annotation.processing.Generated;

/**
 * The saga {@code clashes}, as {@link SagaType} declares it.
 */
@Generated("io.backstitch.processor.SagaProcessor")
public final class SagaTypeDefinition {
  /**
   * What to give an engine to start {@code clashes} or to find one.
   */
  public static final io.backstitch.definition.SagaType<Argument, String> SAGA =
      io.backstitch.definition.SagaType.of("clashes", 1, Argument.class, String.class);

  /**
   * {@link SagaType#graph}, undone by {@link SagaType#of}.
   */
  private static final StepKey<SagaType.List> GRAPH = StepKey.of("graph", SagaType.List.class);

  /**
   * {@link SagaType#values}, undone by {@link SagaType#builder}.
   */
  private static final StepKey<SagaType.RetryPolicy> GRAPH_RESULT = StepKey.of("graph-result",
      SagaType.RetryPolicy.class);

  /**
   * {@link SagaType#saga}.
   */
  private static final StepKey<SagaType.Generated> CONTEXT_STEP = StepKey.of("context",
      SagaType.Generated.class);

  /**
   * {@link SagaType#input}.
   */
  private static final StepKey<SagaDefinition> INPUT_STEP = StepKey.of("input",
      SagaDefinition.class);

  /**
   * {@link SagaType#build}.
   */
  private static final StepKey<java> SAGA_STEP = StepKey.of("SAGA", java.class);

  /**
   * {@link SagaType#gr\u00f6\u00dfe$1}.
   */
  private static final StepKey<SagaType.clashes> INT = StepKey.of("int", SagaType.clashes.class);

  /**
   * {@link SagaType#boxed}.
   */
  private static final StepKey<SagaType.Long> LONG = StepKey.of("long", SagaType.Long.class);

  /**
   * {@link SagaType#length}.
   */
  private static final StepKey<Long> LENGTH = StepKey.of("length", Long.class);

  /**
   * {@link SagaType#last}.
   */
  private static final StepKey<String> \u20ac___$S_ = StepKey.of("\u20ac \\ $S\"", String.class);

  private static final io.backstitch.definition.Argument<Argument> INPUT =
      io.backstitch.definition.Argument.input(SAGA);

  private static final io.backstitch.definition.Argument<StepContext> CONTEXT =
      io.backstitch.definition.Argument.provided(StepContext.class);

  private SagaTypeDefinition() {
  }

  /**
   * The saga as one instance of its class runs it.
   *
   * @param saga has the methods; called from many threads at once
   * @return what to register with an engine
   */
  public static io.backstitch.definition.SagaDefinition<Argument, String> of(SagaType saga) {
    SagaBuilder<Argument, String> graph = io.backstitch.definition.SagaDefinition.builder(SAGA);
    graph.step(GRAPH)
        .retry(new RetryPolicy(5, Duration.ofMillis(200), 2, Duration.ofSeconds(30)))
        .takes(INPUT)
        .runs(saga::graph);
    graph.compensation(GRAPH).takes(GRAPH.result(), CONTEXT).does(saga::of);
    graph.step(GRAPH_RESULT).takes(GRAPH.result()).runs(saga::values);
    graph.compensation(GRAPH_RESULT).takes(GRAPH_RESULT.result()).does(saga::builder);
    graph.step(CONTEXT_STEP)
        .noCompensation("a test")
        .takes(GRAPH_RESULT.result(), CONTEXT)
        .runs(saga::saga);
    graph.step(INPUT_STEP)
        .noCompensation("a test")
        .takes(CONTEXT_STEP.result())
        .runs(saga::input);
    graph.step(SAGA_STEP)
        .noCompensation("a test")
        .takes(INPUT_STEP.result())
        .runs(saga::build);
    graph.step(INT)
        .noCompensation("a test")
        .takes(SAGA_STEP.result())
        .runs(saga::gr\u00f6\u00dfe$1);
    graph.step(LONG)
        .noCompensation("a test")
        .takes(INT.result())
        .runs(saga::boxed);
    graph.step(LENGTH)
        .noCompensation("a test")
        .takes(LONG.result())
        .runs(saga::length);
    graph.step(\u20ac___$S_).takes(LONG.result(), LENGTH.result()).runs(saga::last);
    return graph.timeout(Duration.ofHours(1)).result(\u20ac___$S_).build();
  }
}
