package bad;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("result-need-not-exist")
class ResultNeedNotExist {

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

  @Compensate("charge")
  // error: SAGA043 in saga result-need-not-exist, compensation refund: it takes the result of step ship, which need not exist when step charge is undone. Take only the result of charge and of steps that come before it.
  void refund(Payment payment, Shipment shipment) {}
}
