package inherited;

import inherited.CloseAccount.Account;
import io.backstitch.definition.Argument;
import io.backstitch.definition.SagaBuilder;
import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.SagaType;
import io.backstitch.definition.StepKey;
import javax.annotation.processing.Generated;

/**
 * The saga {@code close-account}, as {@link CloseAccount} declares it.
 */
@Generated("io.backstitch.processor.SagaProcessor")
final class CloseAccountDefinition {
  /**
   * What to give an engine to start {@code close-account} or to find one.
   */
  static final SagaType<Account, String> SAGA = SagaType.of("close-account", 1, Account.class,
      String.class);

  /**
   * {@link CloseAccount#tell}.
   */
  private static final StepKey<Void> TELL = StepKey.of("tell");

  /**
   * {@link CloseAccount#closeIt}.
   */
  private static final StepKey<String> CLOSE = StepKey.of("close", String.class);

  private static final Argument<Account> INPUT = Argument.input(SAGA);

  private CloseAccountDefinition() {
  }

  /**
   * The saga as one instance of its class runs it.
   *
   * @param saga has the methods; called from many threads at once
   * @return what to register with an engine
   */
  static SagaDefinition<Account, String> of(CloseAccount saga) {
    SagaBuilder<Account, String> graph = SagaDefinition.builder(SAGA);
    graph.step(TELL)
        .noCompensation("telling cannot be undone")
        .takes(INPUT)
        .does(saga::tell);
    graph.step(CLOSE)
        .after(TELL)
        .takes(INPUT)
        .runs(saga::closeIt);
    return graph.result(CLOSE).build();
  }
}
