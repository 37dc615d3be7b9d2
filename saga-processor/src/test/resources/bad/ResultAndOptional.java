package bad;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import java.util.Optional;

@Saga("result-and-optional")
class ResultAndOptional {

  record Order(String id) {}

  record Payment(String id) {}

  @Step
  Payment charge(Order order) {
    return new Payment("");
  }

  @Step
  void ship(Payment payment) {}

  @Compensate("charge")
  // error: SAGA045 in saga result-and-optional, compensation refund: it takes the result of step charge plainly and as Optional; where nobody knows whether charge took effect, only the Optional has a value. Take only the Optional.
  void refund(Payment payment, Optional<Payment> perhaps) {}
}
