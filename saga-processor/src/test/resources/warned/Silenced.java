package warned;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("silenced")
@SuppressWarnings("SAGA113")
class Silenced {

  record Order(String id) {}

  record Payment(String id) {}

  @SuppressWarnings({"unused", "SAGA112"})
  private int count;

  @Step
  @SuppressWarnings("SAGA110")
  Payment charge(Order order) {
    return new Payment(order.id());
  }

  @Compensate("charge")
  void refund(@SuppressWarnings("SAGA111") Payment payment) {}

  @Step(after = "charge")
  @NoCompensation("test")
  @SuppressWarnings("backstitch")
  void tell(Payment payment) {}

  @Step
  @NoCompensation("test")
  @SuppressWarnings("SAGA111")
  // warning: SAGA110 in saga silenced, step look: it is repeated after a failure or a crash, but never sees its idempotency key, so the effect may happen twice. Take StepContext and hand idempotencyKey() on, or make the step transactional.
  void look(Order order) {}
}
