package bad;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("several-provide")
class SeveralProvide {

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

  @Step(after = {"outbound", "inbound"})
  // error: SAGA021 in saga several-provide, step pay: several steps provide Seat: outbound, inbound. Say which is meant by @From("outbound") or @From("inbound").
  void pay(Trip trip, Seat seat) {}
}
