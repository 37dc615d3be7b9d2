package odd;

import io.backstitch.definition.Argument;
import io.backstitch.definition.SagaBuilder;
import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.SagaType;
import io.backstitch.definition.StepKey;
import javax.annotation.processing.Generated;
import odd.Odd.OfRecord;

/**
 * The saga {@code odd-record}, as {@link OfRecord} declares it.
 */
@Generated("io.backstitch.processor.SagaProcessor")
final class Odd_OfRecordDefinition {
  /**
   * What to give an engine to start {@code odd-record} or to find one.
   */
  static final SagaType<Long, Void> SAGA = SagaType.of("odd-record", 1, Long.class, Void.class);

  /**
   * {@link OfRecord#prefix}, undone by {@link OfRecord#forget}.
   */
  private static final StepKey<String> FIRST = StepKey.of("first", String.class);

  /**
   * {@link OfRecord#second}.
   */
  private static final StepKey<Void> SECOND = StepKey.of("second");

  private static final Argument<Long> INPUT = Argument.input(SAGA);

  private Odd_OfRecordDefinition() {
  }

  /**
   * The saga as one instance of its class runs it.
   *
   * @param saga has the methods; called from many threads at once
   * @return what to register with an engine
   */
  static SagaDefinition<Long, Void> of(OfRecord saga) {
    SagaBuilder<Long, Void> graph = SagaDefinition.builder(SAGA);
    graph.step(FIRST)
        .transactional()
        .runs(saga::prefix);
    graph.compensation(FIRST)
        .transactional()
        .does(saga::forget);
    graph.step(SECOND)
        .transactional()
        .takes(FIRST.result(), INPUT)
        .does(saga::second);
    return graph.build();
  }
}
