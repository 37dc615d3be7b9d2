package inherited;

import inherited.OpenAccount.Application;
import io.backstitch.definition.Argument;
import io.backstitch.definition.DataType;
import io.backstitch.definition.SagaBuilder;
import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.SagaType;
import io.backstitch.definition.StepKey;
import java.util.List;
import javax.annotation.processing.Generated;

/**
 * The saga {@code open-account}, as {@link OpenAccount} declares it.
 */
@Generated("io.backstitch.processor.SagaProcessor")
final class OpenAccountDefinition {
  /**
   * What to give an engine to start {@code open-account} or to find one.
   */
  static final SagaType<Application, Integer> SAGA = SagaType.of("open-account", 1,
      Application.class, Integer.class);

  /**
   * {@link OpenAccount#tell}.
   */
  private static final StepKey<Void> TELL = StepKey.of("tell");

  /**
   * {@link OpenAccount#create}, undone by {@link OpenAccount#destroy}.
   */
  private static final StepKey<List<String>> CREATE = new StepKey<>("create",
      new DataType<List<String>>() {});

  /**
   * {@link OpenAccount#replaced}.
   */
  private static final StepKey<String> REPLACED = StepKey.of("replaced", String.class);

  /**
   * {@link OpenAccount#last}.
   */
  private static final StepKey<Integer> LAST = StepKey.of("last", Integer.class);

  private static final Argument<Application> INPUT = Argument.input(SAGA);

  private OpenAccountDefinition() {
  }

  /**
   * The saga as one instance of its class runs it.
   *
   * @param saga has the methods; called from many threads at once
   * @return what to register with an engine
   */
  static SagaDefinition<Application, Integer> of(OpenAccount saga) {
    SagaBuilder<Application, Integer> graph = SagaDefinition.builder(SAGA);
    graph.step(TELL)
        .noCompensation("telling cannot be undone")
        .takes(CREATE.result())
        .does(saga::tell);
    graph.step(CREATE).takes(INPUT).runs(saga::create);
    graph.compensation(CREATE).takes(INPUT, CREATE.resultIfKnown()).does(saga::destroy);
    graph.step(REPLACED)
        .after(TELL)
        .noCompensation("a number is not given twice")
        .takes(INPUT)
        .runs(saga::replaced);
    graph.step(LAST).takes(REPLACED.result()).runs(saga::last);
    return graph.result(LAST).build();
  }
}
