package genericinput;

import genericinput.Merge.Part;
import io.backstitch.definition.Argument;
import io.backstitch.definition.DataType;
import io.backstitch.definition.SagaBuilder;
import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.SagaType;
import io.backstitch.definition.StepKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.annotation.processing.Generated;

/**
 * The saga {@code merge}, as {@link Merge} declares it.
 */
@Generated("io.backstitch.processor.SagaProcessor")
public final class MergeDefinition {
  /**
   * What to give an engine to start {@code merge} or to find one.
   */
  public static final SagaType<Map<String, List<Part>>, Map<String, Integer>> SAGA =
      new SagaType<>("merge", 1, new DataType<Map<String, List<Part>>>() {},
          new DataType<Map<String, Integer>>() {});

  /**
   * {@link Merge#first}.
   */
  private static final StepKey<Optional<Part>> FIRST = new StepKey<>("first",
      new DataType<Optional<Part>>() {});

  /**
   * {@link Merge#sizes}.
   */
  private static final StepKey<Map<String, Integer>> SIZES = new StepKey<>("sizes",
      new DataType<Map<String, Integer>>() {});

  private static final Argument<Map<String, List<Part>>> INPUT = Argument.input(SAGA);

  private MergeDefinition() {
  }

  /**
   * The saga as one instance of its class runs it.
   *
   * @param saga has the methods; called from many threads at once
   * @return what to register with an engine
   */
  public static SagaDefinition<Map<String, List<Part>>, Map<String, Integer>> of(Merge saga) {
    SagaBuilder<Map<String, List<Part>>, Map<String, Integer>> graph = SagaDefinition.builder(SAGA);
    graph.step(FIRST)
        .noCompensation("a test")
        .takes(INPUT)
        .runs(saga::first);
    graph.step(SIZES).takes(INPUT, FIRST.result()).runs(saga::sizes);
    return graph.result(SIZES).build();
  }
}
