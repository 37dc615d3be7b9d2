package bad;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("step-and-compensation")
class StepAndCompensation {

  record Order(String id) {}

  record Payment(String id) {}

  record Shipment(String id) {}

  @Step
  Payment charge(Order order) {
    return new Payment("");
  }

  @Step
  @Compensate("charge")
  // error: SAGA015 in saga step-and-compensation: the method ship is both a step and a compensation. Make two methods of it.
  Shipment ship(Payment payment) {
    return new Shipment("");
  }
}
