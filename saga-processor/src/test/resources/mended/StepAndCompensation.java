// A method is a step or a compensation, not both.
// A step goes forward and a compensation back; a method that did both would undo one step by doing
// another.
package mended;

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
  Shipment ship(Payment payment) {
    return new Shipment("");
  }

  @Compensate("charge")
  void refund(Payment payment) {}
}
