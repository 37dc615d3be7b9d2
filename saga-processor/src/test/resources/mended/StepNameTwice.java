// No two steps have the same name.
// The name is stored with the result of the step, and `@From`, `after` and `@Compensate` refer to
// it. Overloaded methods need names of their own.
package mended;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("step-name-twice")
class StepNameTwice {

  record Order(String id) {}

  record Payment(String id) {}

  record Shipment(String id) {}

  @Step("pay")
  @NoCompensation("test")
  Payment byCard(Order order) {
    return new Payment("");
  }

  @Step("ship")
  Shipment pay(Payment payment) {
    return new Shipment("");
  }
}
