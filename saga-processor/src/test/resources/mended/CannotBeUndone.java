// A step that may have to be undone has a compensation, or says why it needs none.
// When another step fails, after it or beside it, what it did would stay. No compensation is needed
// by the pivot and what comes after it, nor where nothing can fail any more.
package mended;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("cannot-be-undone")
class CannotBeUndone {

  record Order(String id) {}

  record Payment(String id) {}

  record Shipment(String id) {}

  @Step
  Payment charge(Order order) {
    return new Payment("");
  }

  @Compensate("charge")
  void refund(Payment payment) {}

  @Step
  @NoCompensation("test")
  Shipment ship(Order order, Payment payment) {
    return new Shipment("");
  }

  @Step
  void tell(Shipment shipment) {}
}
