package clashes;

import io.backstitch.definition.SagaBuilder;
import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.SagaType;
import io.backstitch.definition.StepKey;
import javax.annotation.processing.Generated;

/**
 * The saga {@code quiet}, as {@link Quiet} declares it.
 */
@Generated("io.backstitch.processor.SagaProcessor")
final class QuietDefinition {
  /**
   * What to give an engine to start {@code quiet} or to find one.
   */
  static final SagaType<Argument, Void> SAGA = SagaType.of("quiet", 1, Argument.class, Void.class);

  /**
   * {@link Quiet#named}.
   */
  private static final StepKey<Quiet.Void> NAMED = StepKey.of("named", Quiet.Void.class);

  /**
   * {@link Quiet#last}.
   */
  private static final StepKey<Void> LAST = StepKey.of("last");

  private static final io.backstitch.definition.Argument<Argument> INPUT =
      io.backstitch.definition.Argument.input(SAGA);

  private QuietDefinition() {
  }

  /**
   * The saga as one instance of its class runs it.
   *
   * @param saga has the methods; called from many threads at once
   * @return what to register with an engine
   */
  static SagaDefinition<Argument, Void> of(Quiet saga) {
    SagaBuilder<Argument, Void> graph = SagaDefinition.builder(SAGA);
    graph.step(NAMED)
        .noCompensation("a test")
        .takes(INPUT)
        .runs(saga::named);
    graph.step(LAST).takes(NAMED.result()).does(saga::last);
    return graph.build();
  }
}
