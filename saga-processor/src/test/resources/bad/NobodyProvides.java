package bad;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("nobody-provides")
class NobodyProvides {

  record Order(String id) {}

  record Payment(String id) {}

  record Shipment(String id) {}

  record Coupon(String id) {}

  @Step
  @NoCompensation("test")
  // error: SAGA020 in saga nobody-provides, step charge: nobody provides Coupon: no step returns it, and the saga's input is Order, as step charge takes it. Let a step return it, or make it a part of the input.
  Payment charge(Order order, Coupon coupon) {
    return new Payment("");
  }

  @Step
  Shipment ship(Order order, Payment payment) {
    return new Shipment("");
  }
}
