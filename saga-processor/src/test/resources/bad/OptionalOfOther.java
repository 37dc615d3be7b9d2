package bad;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import java.util.Optional;

@Saga("optional-of-other")
class OptionalOfOther {

  record Order(String id) {}

  record Payment(String id) {}

  record Shipment(String id) {}

  @Step
  @NoCompensation("test")
  Payment charge(Order order) {
    return new Payment("");
  }

  @Step
  Shipment ship(Order order, Payment payment) {
    return new Shipment("");
  }

  @Step
  void tell(Shipment shipment) {}

  @Compensate("ship")
  // error: SAGA025 in saga optional-of-other, compensation unship: it takes the Optional result of step charge, but only the compensation of charge may. Take Payment itself.
  void unship(Shipment shipment, Optional<Payment> payment) {}
}
