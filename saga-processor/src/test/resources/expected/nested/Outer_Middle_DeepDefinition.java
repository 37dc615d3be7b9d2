package nested;

import io.backstitch.definition.Argument;
import io.backstitch.definition.SagaBuilder;
import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.SagaType;
import io.backstitch.definition.StepKey;
import javax.annotation.processing.Generated;
import nested.Outer.Middle.Deep;
import nested.Outer.Middle.Letter;
import nested.Outer.Order;

/**
 * The saga {@code deep}, as {@link Deep} declares it.
 */
@Generated("io.backstitch.processor.SagaProcessor")
final class Outer_Middle_DeepDefinition {
  /**
   * What to give an engine to start {@code deep} or to find one.
   */
  static final SagaType<Order, Letter> SAGA = SagaType.of("deep", 1, Order.class, Letter.class);

  /**
   * {@link Deep#write}.
   */
  private static final StepKey<Letter> WRITE = StepKey.of("write", Letter.class);

  private static final Argument<Order> INPUT = Argument.input(SAGA);

  private Outer_Middle_DeepDefinition() {
  }

  /**
   * The saga as one instance of its class runs it.
   *
   * @param saga has the methods; called from many threads at once
   * @return what to register with an engine
   */
  static SagaDefinition<Order, Letter> of(Deep saga) {
    SagaBuilder<Order, Letter> graph = SagaDefinition.builder(SAGA);
    graph.step(WRITE).takes(INPUT).runs(saga::write);
    return graph.result(WRITE).build();
  }
}
