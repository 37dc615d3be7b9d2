package bad;

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
  // error: SAGA022 in saga from-no-step, step pay: it takes the result of a step 'outbuond', which is not there. Did you mean 'outbound'?
  void pay(@From("outbuond") Seat out, @From("inbound") Seat in) {}

  @Step(after = "pay")
  // error: SAGA022 in saga from-no-step, step tell: it takes the result of a step 'letter', which is not there. Name a step that returns Seat: outbound, inbound.
  void tell(@From("letter") Seat seat) {}
}
