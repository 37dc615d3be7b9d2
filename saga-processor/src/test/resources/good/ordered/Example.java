package ordered;

import io.backstitch.processor.GoodRun;
import java.util.List;
import ordered.Shipping.Order;

/** How the saga runs. */
final class Example {

  private Example() {}

  static List<GoodRun<?, ?>> runs() {
    return List.of(new GoodRun<>(ShippingDefinition.of(new Shipping()), new Order("42"), "shipped 42"));
  }
}
