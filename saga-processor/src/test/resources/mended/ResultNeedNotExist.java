// A compensation takes results that certainly exist when it runs.
// That is the result of its own step and of all steps that come before it. A step after it or
// beside it need not have run.
package mended;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("result-need-not-exist")
class ResultNeedNotExist {

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
  void refund(Payment payment, Order order) {}
}
