package bad;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("after-itself")
class AfterItself {

  // error: SAGA031 in saga after-itself, step ship: it is after itself. Take 'ship' out of after.
  @Step(after = "ship")
  void ship(String order) {}
}
