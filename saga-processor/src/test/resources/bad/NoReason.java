package bad;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("no-reason")
class NoReason {

  record Order(String id) {}

  record Payment(String id) {}

  @Step
  // error: SAGA052 in saga no-reason, step charge: it says that there is nothing to undo, but not why. Say why: @NoCompensation("why").
  @NoCompensation("")
  Payment charge(Order order) {
    return new Payment("");
  }

  @Step
  void ship(Payment payment) {}
}
