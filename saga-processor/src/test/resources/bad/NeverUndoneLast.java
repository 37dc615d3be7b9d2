package bad;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("never-undone-last")
class NeverUndoneLast {

  record Order(String id) {}

  record Payment(String id) {}

  record Shipment(String id) {}

  @Step
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

  // error: SAGA062 in saga never-undone-last, compensation takeBack: it could never run: no step can fail after tell, and for a result in doubt it would have to take Optional. Take Optional<Void>, or take the compensation away.
  @Compensate("tell")
  void takeBack() {}
}
