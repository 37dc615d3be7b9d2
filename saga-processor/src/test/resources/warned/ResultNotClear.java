package warned;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

// warning: SAGA115 in saga result-not-clear: it has several last steps that return something, charge, ship, so its callers get no result. Say result = "charge", or another, if they ask for one.
@Saga("result-not-clear")
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
