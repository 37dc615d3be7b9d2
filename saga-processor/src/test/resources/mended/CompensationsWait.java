// Compensations do not wait for each other in a circle.
// Each runs after the compensations of all that came after its step; `after` adds to this order and
// cannot turn it round.
package mended;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("compensations-wait")
class CompensationsWait {

  record Order(String id) {}

  record Payment(String id) {}

  record Shipment(String id) {}

  @Step
  Payment charge(Order order) {
    return new Payment("");
  }

  @Step
  Shipment ship(Order order, Payment payment) {
    return new Shipment("");
  }

  @Step
  void tell(Shipment shipment) {}

  @Compensate("charge")
  void refund(Payment payment) {}

  @Compensate("ship")
  void unship(Shipment shipment) {}
}
