package overloads;

import io.backstitch.definition.Argument;
import io.backstitch.definition.DataType;
import io.backstitch.definition.SagaBuilder;
import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.SagaType;
import io.backstitch.definition.StepKey;
import java.util.List;
import javax.annotation.processing.Generated;
import overloads.Invoice.Order;
import overloads.Invoice.Total;

/**
 * The saga {@code invoice}, as {@link Invoice} declares it.
 */
@Generated("io.backstitch.processor.SagaProcessor")
final class InvoiceDefinition {
  /**
   * What to give an engine to start {@code invoice} or to find one.
   */
  static final SagaType<Order, List<String>> SAGA =
      new SagaType<>("invoice", 1, DataType.of(Order.class), new DataType<List<String>>() {});

  /**
   * {@link Invoice#number(Object)}.
   */
  private static final StepKey<Integer> NUMBER = StepKey.of("number", Integer.class);

  /**
   * {@link Invoice#send(Order, int)}, undone by {@link Invoice#send(Total)}.
   */
  private static final StepKey<Total> TOTAL = StepKey.of("total", Total.class);

  /**
   * {@link Invoice#send(Total[])}.
   */
  private static final StepKey<String[]> LINES = StepKey.of("lines", String[].class);

  /**
   * {@link Invoice#totals}.
   */
  private static final StepKey<Total[]> TOTALS = StepKey.of("totals", Total[].class);

  /**
   * {@link Invoice#print}.
   */
  private static final StepKey<List<String>> PRINT = new StepKey<>("print",
      new DataType<List<String>>() {});

  private static final Argument<Order> INPUT = Argument.input(SAGA);

  private InvoiceDefinition() {
  }

  /**
   * The saga as one instance of its class runs it.
   *
   * @param saga has the methods; called from many threads at once
   * @return what to register with an engine
   */
  static SagaDefinition<Order, List<String>> of(Invoice saga) {
    SagaBuilder<Order, List<String>> graph = SagaDefinition.builder(SAGA);
    graph.step(NUMBER)
        .noCompensation("numbers are not given twice")
        .takes(INPUT)
        .runs(saga::number);
    graph.step(TOTAL).takes(INPUT, NUMBER.result()).runs(saga::send);
    graph.compensation(TOTAL).takes(TOTAL.result()).does(saga::send);
    graph.step(LINES)
        .noCompensation("a test")
        .takes(TOTALS.result())
        .runs(saga::send);
    graph.step(TOTALS)
        .noCompensation("a test")
        .takes(TOTAL.result())
        .runs(saga::totals);
    graph.step(PRINT).takes(LINES.result()).runs(saga::print);
    return graph.result(PRINT).build();
  }
}
