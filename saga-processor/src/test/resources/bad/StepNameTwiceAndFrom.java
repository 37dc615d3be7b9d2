package bad;

import io.backstitch.annotations.From;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("step-name-twice-and-from")
class StepNameTwiceAndFrom {

  @Step
  @NoCompensation("test")
  String charge(Integer order) {
    return "";
  }

  // error: SAGA011 in saga step-name-twice-and-from, step charge: the method ship has the same step name as the method charge. Name one of the two by @Step("...").
  @Step("charge")
  @NoCompensation("test")
  Long ship(Integer order) {
    return 1L;
  }

  @Step
  void tell(@From("charge") String payment, @From("charge") Long shipment) {}
}
