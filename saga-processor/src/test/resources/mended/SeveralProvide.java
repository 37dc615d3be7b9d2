// Where several steps return a type, `@From` says which is meant.
// Types order the steps; where a type does not tell, nothing is guessed.
package mended;

import io.backstitch.annotations.From;
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
  void pay(Trip trip, @From("outbound") Seat seat) {}
}
