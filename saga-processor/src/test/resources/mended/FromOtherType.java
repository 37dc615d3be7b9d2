// `@From` names a step that returns exactly the type of the parameter.
// A boxed and a primitive type count as the same; a supertype or other type arguments do not. The
// input needs no `@From`.
package mended;

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
  void pay(@From("outbound") Seat out, @From("inbound") Seat in) {}
}
