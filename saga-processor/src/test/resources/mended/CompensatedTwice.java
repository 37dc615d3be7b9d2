// A step has one compensation.
// Of two, nobody could say which comes first or what it means when one fails.
package mended;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("compensated-twice")
class CompensatedTwice {

  record Order(String id) {}

  record Payment(String id) {}

  record Shipment(String id) {}

  @Step
  Payment charge(Order order) {
    return new Payment("");
  }

  @Step
  @NoCompensation("test")
  Shipment ship(Order order, Payment payment) {
    return new Shipment("");
  }

  @Step
  void tell(Shipment shipment) {}

  @Compensate("charge")
  void refund(Payment payment) {}
}
