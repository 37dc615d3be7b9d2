package bad;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("after-itself-in-compensation")
class AfterItselfInCompensation {

  record Order(String id) {}

  record Payment(String id) {}

  record Shipment(String id) {}

  @Step
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

  // error: SAGA031 in saga after-itself-in-compensation, compensation refund: it is after itself. Take 'charge' out of after.
  @Compensate(value = "charge", after = "charge")
  void refund(Payment payment) {}
}
