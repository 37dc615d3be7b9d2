package bad;

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

  // error: SAGA044 in saga compensations-wait, compensation unship: compensations wait for each other: undoing ship waits for undoing charge waits for undoing ship. Take 'charge' out of after.
  @Compensate(value = "ship", after = "charge")
  void unship(Shipment shipment) {}
}
