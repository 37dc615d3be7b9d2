// `result` names a step that returns something.
// A saga without a result leaves `result` out.
package mended;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga(value = "result-of-void-step", result = "ship")
class ResultOfVoidStep {

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
  void tell(Shipment shipment) {}
}
