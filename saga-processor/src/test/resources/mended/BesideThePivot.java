// Every step comes before the pivot or after it.
// A step beside the pivot may fail when the pivot has succeeded: then the saga could go neither
// forward nor back.
package mended;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("beside-the-pivot")
class BesideThePivot {

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

  @Step
  void count(Shipment shipment) {}
}
