package bad;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("undone-and-not")
class UndoneAndNot {

  record Order(String id) {}

  record Payment(String id) {}

  record Shipment(String id) {}

  @Step
  // error: SAGA051 in saga undone-and-not, step charge: it says that there is nothing to undo, but the method refund undoes it. Take one of the two away.
  @NoCompensation("test")
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
  void refund(Payment payment) {}
}
