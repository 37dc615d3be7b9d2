// Only the compensation of a step takes its result as an Optional.
// The Optional is empty where nobody knows whether the step took effect. Steps that came before
// have certainly succeeded, so their results are there.
package mended;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("optional-of-other")
class OptionalOfOther {

  record Order(String id) {}

  record Payment(String id) {}

  record Shipment(String id) {}

  @Step
  @NoCompensation("test")
  Payment charge(Order order) {
    return new Payment("");
  }

  @Step
  Shipment ship(Order order, Payment payment) {
    return new Shipment("");
  }

  @Step
  void tell(Shipment shipment) {}

  @Compensate("ship")
  void unship(Shipment shipment, Payment payment) {}
}
