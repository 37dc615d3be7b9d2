package overloads;

import io.backstitch.processor.GoodRun;
import java.util.List;
import overloads.Invoice.Order;

/** How the saga runs. */
final class Example {

  private Example() {}

  static List<GoodRun<?, ?>> runs() {
    return List.of(
        new GoodRun<>(InvoiceDefinition.of(new Invoice()), new Order("1", 500), List.of("cents")));
  }
}
