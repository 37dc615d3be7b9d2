// Every parameter has a value: the result of a step, the input, or what the engine provides.
// A saga has one input, the one type that no step returns. Where there is a second such type,
// nobody provides it.
package mended;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("nobody-provides")
class NobodyProvides {

  record Order(String id, Coupon coupon) {}

  record Payment(String id) {}

  record Shipment(String id) {}

  record Coupon(String id) {}

  @Step
  @NoCompensation("test")
  Payment charge(Order order) {
    return new Payment("");
  }

  @Step
  Shipment ship(Order order, Payment payment) {
    return new Shipment("");
  }
}
