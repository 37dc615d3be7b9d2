package bad;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("cannot-be-undone")
class CannotBeUndone {

  record Order(String id) {}

  record Payment(String id) {}

  record Shipment(String id) {}

  @Step
  // error: SAGA050 in saga cannot-be-undone, step charge: it cannot be undone, though other steps can fail after it or beside it: ship, tell. Write a method with @Compensate("charge"), or say @NoCompensation("why").
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
}
