package bad;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.From;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import java.util.Optional;

@Saga("from-other-type-in-optional")
class FromOtherTypeInOptional {

  record Order(String id) {}

  record Payment(String id) {}

  record Shipment(String id) {}

  @Step
  Payment charge(Order order) {
    return new Payment("");
  }

  @Step
  @NoCompensation("test")
  Shipment ship(Payment payment) {
    return new Shipment("");
  }

  @Step
  void tell(Shipment shipment) {}

  @Compensate("charge")
  // error: SAGA023 in saga from-other-type-in-optional, compensation refund: it takes Optional<Shipment> from step charge, which returns Payment. Types must match exactly; no step returns Optional<Shipment> yet.
  void refund(@From("charge") Optional<Shipment> payment) {}
}
