package bad;

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
  @NoCompensation("test")
  // error: SAGA061 in saga beside-the-pivot, step count: it may still run when the pivot ship has succeeded, and then could not be undone. Order the two: one takes the result of the other, or names it in after.
  void count(Payment payment) {}
}
