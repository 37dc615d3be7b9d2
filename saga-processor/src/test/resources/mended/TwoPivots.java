// A saga has one point of no return.
// Before the pivot everything can be undone, after it nothing is. A second one could only
// contradict the first.
package mended;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("two-pivots")
class TwoPivots {

  record Order(String id) {}

  record Payment(String id) {}

  record Shipment(String id) {}

  @Step
  @NoCompensation("test")
  Payment charge(Order order) {
    return new Payment("");
  }

  @Step(pivot = true)
  Shipment ship(Order order, Payment payment) {
    return new Shipment("");
  }

  @Step
  void tell(Shipment shipment) {}
}
