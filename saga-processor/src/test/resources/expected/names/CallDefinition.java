package names;

import io.backstitch.definition.Argument;
import io.backstitch.definition.SagaBuilder;
import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.SagaType;
import io.backstitch.definition.StepKey;
import io.backstitch.runtime.StepContext;
import java.sql.Connection;
import javax.annotation.processing.Generated;
import names.Call.INPUT;
import names.Call.SAGA;
import org.jooq.DSLContext;

/**
 * The saga {@code names}, as {@link Call} declares it.
 */
@Generated("io.backstitch.processor.SagaProcessor")
final class CallDefinition {
  /**
   * What to give an engine to start {@code names} or to find one.
   */
  static final SagaType<String, java.lang.Void> SAGA = SagaType.of("names", 1, String.class,
      java.lang.Void.class);

  /**
   * {@link Call#input}.
   */
  private static final StepKey<Call.Integer> INPUT_STEP = StepKey.of("input", Call.Integer.class);

  /**
   * {@link Call#saga}.
   */
  private static final StepKey<SAGA> CLASS = StepKey.of("class", SAGA.class);

  /**
   * {@link Call#connection}.
   */
  private static final StepKey<Object> INPUT_STEP_2 = StepKey.of("INPUT", Object.class);

  /**
   * {@link Call#bookHotel}.
   */
  private static final StepKey<Call.StepKey> BOOK_HOTEL = StepKey.of("book-hotel",
      Call.StepKey.class);

  /**
   * {@link Call#book_hotel}.
   */
  private static final StepKey<INPUT> BOOK_HOTEL_STEP = StepKey.of("bookHotel", INPUT.class);

  /**
   * {@link Call#odd}.
   */
  private static final StepKey<Void> $_1___SS___QUOTED_ = StepKey.of("$ 1: \u00ab\u00df\u00bb \"quoted\"",
      Void.class);

  /**
   * {@link Call#last}.
   */
  private static final StepKey<java.lang.Void> STEP__ = StepKey.of("_");

  private static final Argument<String> INPUT = Argument.input(SAGA);

  private static final Argument<StepContext> CONTEXT = Argument.provided(StepContext.class);

  private static final Argument<Connection> CONNECTION = Argument.provided(Connection.class);

  private static final Argument<DSLContext> DSL = Argument.provided(DSLContext.class);

  private CallDefinition() {
  }

  /**
   * The saga as one instance of its class runs it.
   *
   * @param saga has the methods; called from many threads at once
   * @return what to register with an engine
   */
  static SagaDefinition<String, java.lang.Void> of(Call saga) {
    SagaBuilder<String, java.lang.Void> graph = SagaDefinition.builder(SAGA);
    graph.step(INPUT_STEP)
        .noCompensation("a test")
        .takes(INPUT, CONTEXT)
        .runs(saga::input);
    graph.step(CLASS)
        .noCompensation("a test")
        .takes(INPUT_STEP.result(), CONNECTION)
        .runs(saga::saga);
    graph.step(INPUT_STEP_2)
        .noCompensation("a test")
        .takes(CLASS.result(), DSL, CONTEXT)
        .runs(saga::connection);
    graph.step(BOOK_HOTEL)
        .noCompensation("a test")
        .takes(INPUT_STEP_2.result())
        .runs(saga::bookHotel);
    graph.step(BOOK_HOTEL_STEP)
        .noCompensation("a test")
        .takes(BOOK_HOTEL.result())
        .runs(saga::book_hotel);
    graph.step($_1___SS___QUOTED_)
        .noCompensation("costs $1 and \"more\"\n"
            + "$T $L $$")
        .takes(BOOK_HOTEL_STEP.result())
        .runs(saga::odd);
    graph.step(STEP__).takes($_1___SS___QUOTED_.result()).does(saga::last);
    return graph.build();
  }
}
