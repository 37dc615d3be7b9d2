package bad;

import io.backstitch.annotations.From;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import io.backstitch.runtime.StepContext;

@Saga("from-other-type-provided")
class FromOtherTypeProvided {

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
  // error: SAGA023 in saga from-other-type-provided, step pay: it takes StepContext from step outbound, which returns Seat. Types must match exactly; StepContext needs no @From.
  void pay(@From("outbound") StepContext step, @From("inbound") Seat in) {}
}
