package bad;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("compensates-no-step")
class CompensatesNoStep {

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

  // error: SAGA040 in saga compensates-no-step, compensation refund: it undoes a step 'chrage', which is not there. Did you mean 'charge'?
  @Compensate("chrage")
  void refund(Payment payment) {}
}
