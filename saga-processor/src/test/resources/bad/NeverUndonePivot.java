package bad;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("never-undone-pivot")
class NeverUndonePivot {

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

  // error: SAGA062 in saga never-undone-pivot, compensation refund: it could never run: step charge is the pivot, and for a result in doubt it would have to take Optional. Take Optional<Payment>, or take the compensation away.
  @Compensate("charge")
  void refund(Payment payment) {}
}
