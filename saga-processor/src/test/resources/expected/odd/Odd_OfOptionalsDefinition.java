package odd;

import io.backstitch.definition.Argument;
import io.backstitch.definition.DataType;
import io.backstitch.definition.SagaBuilder;
import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.SagaType;
import io.backstitch.definition.StepKey;
import java.util.Optional;
import javax.annotation.processing.Generated;
import odd.Odd.OfOptionals;

/**
 * The saga {@code odd-optional}, as {@link OfOptionals} declares it.
 */
@Generated("io.backstitch.processor.SagaProcessor")
final class Odd_OfOptionalsDefinition {
  /**
   * What to give an engine to start {@code odd-optional} or to find one.
   */
  static final SagaType<Integer, Optional<String>> SAGA =
      new SagaType<>("odd-optional", 1, DataType.of(Integer.class),
          new DataType<Optional<String>>() {});

  /**
   * {@link OfOptionals#guess}, undone by {@link OfOptionals#unguess}.
   */
  private static final StepKey<Optional<String>> GUESS = new StepKey<>("guess",
      new DataType<Optional<String>>() {});

  /**
   * {@link OfOptionals#know}, undone by {@link OfOptionals#forget}.
   */
  private static final StepKey<String> KNOW = StepKey.of("know", String.class);

  /**
   * {@link OfOptionals#tell}.
   */
  private static final StepKey<Void> TELL = StepKey.of("tell");

  private static final Argument<Integer> INPUT = Argument.input(SAGA);

  private Odd_OfOptionalsDefinition() {
  }

  /**
   * The saga as one instance of its class runs it.
   *
   * @param saga has the methods; called from many threads at once
   * @return what to register with an engine
   */
  static SagaDefinition<Integer, Optional<String>> of(OfOptionals saga) {
    SagaBuilder<Integer, Optional<String>> graph = SagaDefinition.builder(SAGA);
    graph.step(GUESS)
        .transactional()
        .takes(INPUT)
        .runs(saga::guess);
    graph.compensation(GUESS)
        .transactional()
        .takes(GUESS.resultIfKnown())
        .does(saga::unguess);
    graph.step(KNOW)
        .transactional()
        .takes(GUESS.result())
        .runs(saga::know);
    graph.compensation(KNOW)
        .transactional()
        .takes(KNOW.resultIfKnown(), GUESS.result())
        .does(saga::forget);
    graph.step(TELL)
        .transactional()
        .takes(KNOW.result(), GUESS.result())
        .does(saga::tell);
    return graph.result(GUESS).build();
  }
}
