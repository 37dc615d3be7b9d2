// A remote step sees the key by which the other side can recognize a second attempt.
// After a failure or a crash a remote step is repeated, always with the same idempotency key. Who does not hand it on may
// charge twice. A step that only reads may say `@SuppressWarnings("SAGA110")`.
package mended;

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
  Payment charge(Order order, StepContext context) {
    return new Payment(context.idempotencyKey());
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
