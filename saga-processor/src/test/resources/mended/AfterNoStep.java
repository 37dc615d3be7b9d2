// `after` names steps of the saga.
// The name is that of the step: of its method, unless `@Step` says another. In `@Compensate` too,
// steps are named, and their compensations are meant.
package mended;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("after-no-step")
class AfterNoStep {

  record Order(String id) {}

  record Payment(String id) {}

  record Shipment(String id) {}

  @Step
  @NoCompensation("test")
  Payment charge(Order order) {
    return new Payment("");
  }

  @Step
  @NoCompensation("test")
  Shipment ship(Order order, Payment payment) {
    return new Shipment("");
  }

  @Step
  @NoCompensation("test")
  void tell(Shipment shipment) {}

  @Step(after = {"tell", "ship"})
  @NoCompensation("test")
  void count(Shipment shipment) {}

  @Step(after = "count")
  void end() {}
}
