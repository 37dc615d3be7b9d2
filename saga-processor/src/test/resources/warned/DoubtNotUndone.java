package warned;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import io.backstitch.runtime.StepContext;

@Saga("doubt-not-undone")
class DoubtNotUndone {

  record Order(String id) {}

  record Payment(String id) {}

  @Step
  Payment charge(Order order, StepContext context) {
    return new Payment(context.idempotencyKey());
  }

  @Compensate("charge")
  // warning: SAGA111 in saga doubt-not-undone, compensation refund: it does not take Optional<Payment>, so it is not run where nobody knows whether step charge took effect; the saga is parked then. Take Optional<Payment>, which is empty in that case.
  void refund(Payment payment) {}

  @Step
  void tell(Payment payment, StepContext context) {}

  @Compensate("tell")
  // warning: SAGA111 in saga doubt-not-undone, compensation takeBack: it does not take Optional<Void>, so it is not run where nobody knows whether step tell took effect; the saga is parked then. Take Optional<Void>, which is empty in that case.
  void takeBack(Order order) {}

  @Step(after = "tell")
  void ship(Order order, StepContext context) {}
}
