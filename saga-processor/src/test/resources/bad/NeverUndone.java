package bad;

import io.backstitch.annotations.Compensate;
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

  // error: SAGA062 in saga never-undone, compensation unship: it could never run: step ship comes after the pivot, where nothing is undone. Take the compensation away.
  @Compensate("ship")
  void unship(Shipment shipment) {}
}
