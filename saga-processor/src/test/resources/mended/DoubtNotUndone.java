// What undoes a remote step can undo one of which nobody knows whether it took effect.
// A timeout or a crash leaves that open. A compensation that takes `Optional` of the result runs then, with an empty value;
// for any other the saga is parked, and somebody has to look into it.
package mended;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import io.backstitch.runtime.StepContext;
import java.util.Optional;

@Saga("doubt-not-undone")
class DoubtNotUndone {

  record Order(String id) {}

  record Payment(String id) {}

  @Step
  Payment charge(Order order, StepContext context) {
    return new Payment(context.idempotencyKey());
  }

  @Compensate("charge")
  void refund(Optional<Payment> payment, StepContext context) {}

  @Step
  void tell(Payment payment, StepContext context) {}

  @Compensate("tell")
  void takeBack(Optional<Void> unknown, Order order) {}

  @Step(after = "tell")
  void ship(Order order, StepContext context) {}
}
