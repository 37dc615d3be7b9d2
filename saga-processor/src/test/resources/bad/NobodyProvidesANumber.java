package bad;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("nobody-provides-a-number")
class NobodyProvidesANumber {

  @Step
  @NoCompensation("test")
  int count(String order) {
    return 1;
  }

  @Step
  // error: SAGA020 in saga nobody-provides-a-number, step ship: nobody provides Long: no step returns it, and the saga's input is String, as step count takes it. Types must match exactly: step count returns Integer.
  void ship(String order, long pieces) {}
}
