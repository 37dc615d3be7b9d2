// `@From` names a step of the saga.
// The name is that of the step: of its method, unless `@Step` says another.
package mended;

import io.backstitch.annotations.From;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("from-no-step")
class FromNoStep {

  record Trip(String id) {}

  record Seat(String id) {}

  @Step
  @NoCompensation("test")
  Seat outbound(Trip trip) {
    return new Seat("");
  }

  @Step
  @NoCompensation("test")
  Seat inbound(Trip trip) {
    return new Seat("");
  }

  @Step
  @NoCompensation("test")
  void pay(@From("outbound") Seat out, @From("inbound") Seat in) {}

  @Step(after = "pay")
  void tell(@From("inbound") Seat seat) {}
}
