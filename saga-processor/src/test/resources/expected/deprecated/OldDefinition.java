package deprecated;

import io.backstitch.definition.Argument;
import io.backstitch.definition.SagaBuilder;
import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.SagaType;
import io.backstitch.definition.StepKey;
import javax.annotation.processing.Generated;

/**
 * The saga {@code old}, as {@link Old} declares it.
 */
@Generated("io.backstitch.processor.SagaProcessor")
@SuppressWarnings({
    "deprecation",
    "removal"
})
public final class OldDefinition {
  /**
   * What to give an engine to start {@code old} or to find one.
   */
  public static final SagaType<Old.Order, Integer> SAGA = SagaType.of("old", 1, Old.Order.class,
      Integer.class);

  /**
   * {@link Old#ship}.
   */
  private static final StepKey<Integer> SHIP = StepKey.of("ship", Integer.class);

  private static final Argument<Old.Order> INPUT = Argument.input(SAGA);

  private OldDefinition() {
  }

  /**
   * The saga as one instance of its class runs it.
   *
   * @param saga has the methods; called from many threads at once
   * @return what to register with an engine
   */
  public static SagaDefinition<Old.Order, Integer> of(Old saga) {
    SagaBuilder<Old.Order, Integer> graph = SagaDefinition.builder(SAGA);
    graph.step(SHIP).takes(INPUT).runs(saga::ship);
    return graph.result(SHIP).build();
  }
}
