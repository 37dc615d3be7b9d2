// Whoever says that there is nothing to undo says why.
// The reason stands where the next one who changes the step reads it.
package mended;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import io.backstitch.runtime.StepContext;

@Saga("no-reason")
class NoReason {

  record Order(String id) {}

  record Payment(String id) {}

  @Step
  @NoCompensation("an authorization lapses by itself")
  Payment charge(Order order, StepContext context) {
    return new Payment("");
  }

  @Step
  void ship(Payment payment, StepContext context) {}
}
