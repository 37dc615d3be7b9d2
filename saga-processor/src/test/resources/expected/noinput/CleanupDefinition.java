package noinput;

import io.backstitch.definition.SagaBuilder;
import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.SagaType;
import io.backstitch.definition.StepKey;
import javax.annotation.processing.Generated;

/**
 * The saga {@code cleanup}, as {@link Cleanup} declares it.
 */
@Generated("io.backstitch.processor.SagaProcessor")
public final class CleanupDefinition {
  /**
   * What to give an engine to start {@code cleanup} or to find one.
   */
  public static final SagaType<Void, Void> SAGA = SagaType.of("cleanup", 1, Void.class, Void.class);

  /**
   * {@link Cleanup#files}.
   */
  private static final StepKey<Integer> FILES = StepKey.of("files", Integer.class);

  /**
   * {@link Cleanup#rows}.
   */
  private static final StepKey<Long> ROWS = StepKey.of("rows", Long.class);

  private CleanupDefinition() {
  }

  /**
   * The saga as one instance of its class runs it.
   *
   * @param saga has the methods; called from many threads at once
   * @return what to register with an engine
   */
  public static SagaDefinition<Void, Void> of(Cleanup saga) {
    SagaBuilder<Void, Void> graph = SagaDefinition.builder(SAGA);
    graph.step(FILES)
        .noCompensation("what is gone is gone")
        .runs(saga::files);
    graph.step(ROWS)
        .noCompensation("what is gone is gone")
        .runs(saga::rows);
    return graph.build();
  }
}
