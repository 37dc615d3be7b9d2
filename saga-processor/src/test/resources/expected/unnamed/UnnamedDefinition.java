import io.backstitch.definition.Argument;
import io.backstitch.definition.SagaBuilder;
import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.SagaType;
import io.backstitch.definition.StepKey;
import javax.annotation.processing.Generated;

/**
 * The saga {@code unnamed}, as {@link Unnamed} declares it.
 */
@Generated("io.backstitch.processor.SagaProcessor")
public final class UnnamedDefinition {
  /**
   * What to give an engine to start {@code unnamed} or to find one.
   */
  public static final SagaType<Unnamed.Order, Integer> SAGA = SagaType.of("unnamed", 1,
      Unnamed.Order.class, Integer.class);

  /**
   * {@link Unnamed#ship}.
   */
  private static final StepKey<Integer> SHIP = StepKey.of("ship", Integer.class);

  private static final Argument<Unnamed.Order> INPUT = Argument.input(SAGA);

  private UnnamedDefinition() {
  }

  /**
   * The saga as one instance of its class runs it.
   *
   * @param saga has the methods; called from many threads at once
   * @return what to register with an engine
   */
  public static SagaDefinition<Unnamed.Order, Integer> of(Unnamed saga) {
    SagaBuilder<Unnamed.Order, Integer> graph = SagaDefinition.builder(SAGA);
    graph.step(SHIP).takes(INPUT).runs(saga::ship);
    return graph.result(SHIP).build();
  }
}
