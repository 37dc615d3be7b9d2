// A compensation takes the result of its own step plainly or as Optional, not both ways.
// With an Optional it also runs where nobody knows whether the step took effect; then there is no
// result to take plainly.
package mended;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import io.backstitch.runtime.StepContext;
import java.util.Optional;

@Saga("result-and-optional")
class ResultAndOptional {

  record Order(String id) {}

  record Payment(String id) {}

  @Step
  Payment charge(Order order, StepContext context) {
    return new Payment("");
  }

  @Step
  void ship(Payment payment, StepContext context) {}

  @Compensate("charge")
  void refund(Optional<Payment> payment) {}
}
