package bad;

import io.backstitch.annotations.From;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("from-other-type")
class FromOtherType {

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
  // error: SAGA023 in saga from-other-type, step pay: it takes Trip from step outbound, which returns Seat. Types must match exactly; Trip needs no @From.
  void pay(@From("outbound") Trip trip, @From("inbound") Seat in) {}
}
