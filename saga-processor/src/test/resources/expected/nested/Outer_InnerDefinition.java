package nested;

import io.backstitch.definition.Argument;
import io.backstitch.definition.SagaBuilder;
import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.SagaType;
import io.backstitch.definition.StepKey;
import javax.annotation.processing.Generated;
import nested.Outer.Inner;
import nested.Outer.Order;

/**
 * The saga {@code in-an-interface}, as {@link Inner} declares it.
 */
@Generated("io.backstitch.processor.SagaProcessor")
public final class Outer_InnerDefinition {
  /**
   * What to give an engine to start {@code in-an-interface} or to find one.
   */
  public static final SagaType<String, Order> SAGA = SagaType.of("in-an-interface", 1, String.class,
      Order.class);

  /**
   * {@link Inner#ship}.
   */
  private static final StepKey<Order> SHIP = StepKey.of("ship", Order.class);

  private static final Argument<String> INPUT = Argument.input(SAGA);

  private Outer_InnerDefinition() {
  }

  /**
   * The saga as one instance of its class runs it.
   *
   * @param saga has the methods; called from many threads at once
   * @return what to register with an engine
   */
  public static SagaDefinition<String, Order> of(Inner saga) {
    SagaBuilder<String, Order> graph = SagaDefinition.builder(SAGA);
    graph.step(SHIP).takes(INPUT).runs(saga::ship);
    return graph.result(SHIP).build();
  }
}
