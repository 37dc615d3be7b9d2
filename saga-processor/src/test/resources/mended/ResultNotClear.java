// Where several last steps return something, the saga says whose result is its own.
// A caller gets the result of the only last step, or of the one that `result` names; of several, which one would be a guess,
// so there is none.
package mended;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga(value = "result-not-clear", result = "ship")
class ResultNotClear {

  record Order(String id) {}

  record Payment(String id) {}

  record Shipment(String id) {}

  @Step(transactional = true)
  @NoCompensation("test")
  int count(Order order) {
    return order.id().length();
  }

  @Step(transactional = true)
  @NoCompensation("test")
  Payment charge(int count) {
    return new Payment("" + count);
  }

  @Step(transactional = true)
  @NoCompensation("test")
  Shipment ship(int count) {
    return new Shipment("" + count);
  }
}
