package bad;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("nobody-provides-void")
class NobodyProvidesVoid {

  @Step
  @NoCompensation("test")
  Void announce(String order) {
    return null;
  }

  @Step
  @NoCompensation("test")
  // error: SAGA020 in saga nobody-provides-void, step ship: nobody provides Void: no step returns it, and the saga's input is String, as step announce takes it. Take it away; what must only come first is named in after.
  void ship(String order, Void announced) {}
}
