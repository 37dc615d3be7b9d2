package contract.order;

import contract.order.PlaceOrder.Order;
import contract.order.PlaceOrder.Shipment;
import io.backstitch.processor.GoodRun;
import java.util.List;

/** How the saga runs. */
final class Example {

  private Example() {}

  /** Charges and refunds whatever it is asked to. */
  private static final class WillingCards implements CardProcessor {

    @Override
    public String charge(String idempotencyKey, long cents) {
      return "p-" + cents;
    }

    @Override
    public void refund(String idempotencyKey, String paymentId) {}
  }

  static List<GoodRun<?, ?>> runs() {
    PlaceOrder saga = new PlaceOrder(new WillingCards(), (key, order) -> "track " + order);
    return List.of(
        new GoodRun<>(
            PlaceOrderDefinition.of(saga),
            new Order("o-1", "a lamp", 2, 4999),
            new Shipment("track o-1")));
  }
}
