package bad;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("compensates-no-step-at-all")
class CompensatesNoStepAtAll {

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

  // error: SAGA040 in saga compensates-no-step-at-all, compensation refund: it undoes a step 'invoice', which is not there. Name one of its steps: charge, ship, tell.
  @Compensate("invoice")
  void refund(Payment payment) {}
}
