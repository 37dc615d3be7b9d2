package warned;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import io.backstitch.runtime.StepContext;
import java.util.Optional;

@Saga("key-not-seen")
class KeyNotSeen {

  record Order(String id) {}

  record Payment(String id) {}

  @Step
  // warning: SAGA110 in saga key-not-seen, step charge: it is repeated after a failure or a crash, but never sees its idempotency key, so the effect may happen twice. Take StepContext and hand idempotencyKey() on, or make the step transactional.
  Payment charge(Order order) {
    return new Payment(order.id());
  }

  @Compensate("charge")
  void refund(Optional<Payment> payment, StepContext context) {}

  @Step
  void tell(Payment payment, StepContext context) {}

  @Step(transactional = true)
  void note(Payment payment) {}

  @Compensate("note")
  void forget(Payment payment) {}

  @Compensate("tell")
  void takeBack(Optional<Void> unknown) {}
}
