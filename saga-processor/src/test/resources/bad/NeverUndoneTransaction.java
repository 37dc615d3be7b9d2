package bad;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import java.sql.Connection;
import java.util.Optional;

@Saga("never-undone-transaction")
class NeverUndoneTransaction {

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
  String tell(Shipment shipment, Connection db) {
    return "";
  }

  // error: SAGA062 in saga never-undone-transaction, compensation takeBack: it could never run: no step can fail after tell, and what it does in its transaction is never in doubt. Take the compensation away.
  @Compensate("tell")
  void takeBack(Optional<String> letter) {}
}
