package odd;

import io.backstitch.definition.Argument;
import io.backstitch.definition.Call;
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

  private static final StepKey<List<String>> SHIP = new StepKey<>("ship",
      new DataType<List<String>>() {});

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
        .runs(Call.of(saga::ship, INPUT));
    graph.compensation(SHIP)
        .transactional()
        .runs(Call.action(saga::unship, Argument.resultIfKnown(SHIP)));
    graph.step(TELL)
        .transactional()
        .runs(Call.action(saga::tell, Argument.result(SHIP)));
    return graph.build();
  }
}
