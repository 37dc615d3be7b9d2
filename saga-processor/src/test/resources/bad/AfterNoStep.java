package bad;

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

  // error: SAGA032 in saga after-no-step, step count: it is after a step 'shipp', which is not there. Did you mean 'ship'?
  @Step(after = {"tell", "shipp"})
  @NoCompensation("test")
  void count(Shipment shipment) {}

  // error: SAGA032 in saga after-no-step, step end: it is after a step 'letter', which is not there. Name one of its steps: charge, ship, tell, count, end.
  @Step(after = {"count", "letter"})
  void end() {}
}
