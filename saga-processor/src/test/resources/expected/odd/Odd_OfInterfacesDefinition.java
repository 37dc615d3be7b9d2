package odd;

import io.backstitch.definition.Argument;
import io.backstitch.definition.DataType;
import io.backstitch.definition.SagaBuilder;
import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.SagaType;
import io.backstitch.definition.StepKey;
import java.util.List;
import javax.annotation.processing.Generated;
import odd.Odd.OfInterfaces;

/**
 * The saga {@code odd-interface}, as {@link OfInterfaces} declares it.
 */
@Generated("io.backstitch.processor.SagaProcessor")
final class Odd_OfInterfacesDefinition {
  /**
   * What to give an engine to start {@code odd-interface} or to find one.
   */
  static final SagaType<Integer, Void> SAGA = SagaType.of("odd-interface", 1, Integer.class,
      Void.class);

  /**
   * {@link OfInterfaces#ship}, undone by {@link OfInterfaces#unship}.
   */
  private static final StepKey<List<String>> SHIP = new StepKey<>("ship",
      new DataType<List<String>>() {});

  /**
   * {@link OfInterfaces#tell}.
   */
  private static final StepKey<Void> TELL = StepKey.of("tell");

  private static final Argument<Integer> INPUT = Argument.input(SAGA);

  private Odd_OfInterfacesDefinition() {
  }

  /**
   * The saga as one instance of its class runs it.
   *
   * @param saga has the methods; called from many threads at once
   * @return what to register with an engine
   */
  static SagaDefinition<Integer, Void> of(OfInterfaces saga) {
    SagaBuilder<Integer, Void> graph = SagaDefinition.builder(SAGA);
    graph.step(SHIP)
        .transactional()
        .takes(INPUT)
        .runs(saga::ship);
    graph.compensation(SHIP)
        .transactional()
        .takes(SHIP.resultIfKnown())
        .does(saga::unship);
    graph.step(TELL)
        .transactional()
        .takes(SHIP.result())
        .does(saga::tell);
    return graph.build();
  }
}
