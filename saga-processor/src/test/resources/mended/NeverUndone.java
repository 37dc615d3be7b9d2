// A compensation can run some day.
// After the pivot nothing is undone. The pivot itself, and a step after which nothing can fail, is
// undone only if nobody knows whether it took effect: that needs a remote step and a compensation
// that takes Optional.
package mended;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("never-undone")
class NeverUndone {

  record Order(String id) {}

  record Payment(String id) {}

  record Shipment(String id) {}

  @Step(pivot = true)
  Payment charge(Order order) {
    return new Payment("");
  }

  @Step
  Shipment ship(Order order, Payment payment) {
    return new Shipment("");
  }

  @Step
  void tell(Shipment shipment) {}
}
