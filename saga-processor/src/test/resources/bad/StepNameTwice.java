package bad;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("step-name-twice")
class StepNameTwice {

  record Order(String id) {}

  record Payment(String id) {}

  record Shipment(String id) {}

  @Step("pay")
  @NoCompensation("test")
  Payment byCard(Order order) {
    return new Payment("");
  }

  // error: SAGA011 in saga step-name-twice, step pay: the method pay has the same step name as the method byCard. Name one of the two by @Step("...").
  @Step("pay")
  Shipment pay(Payment payment) {
    return new Shipment("");
  }
}
