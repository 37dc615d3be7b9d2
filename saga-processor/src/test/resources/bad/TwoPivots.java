package bad;

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

  // error: SAGA060 in saga two-pivots, step tell: it is a pivot and so is step ship, but there is only one point of no return. Take pivot away from one of them.
  @Step(pivot = true)
  void tell(Shipment shipment) {}
}
