package bad;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("after-itself-among-others")
class AfterItselfAmongOthers {

  @Step
  @NoCompensation("test")
  void charge(String order) {}

  @Step(
      after = {
        "charge",
        // error: SAGA031 in saga after-itself-among-others, step ship: it is after itself. Take 'ship' out of after.
        "ship",
        "charge",
        // error: SAGA032 in saga after-itself-among-others, step ship: it is after a step '', which is not there. Name one of its steps: charge, ship.
        "",
        // error: SAGA032 in saga after-itself-among-others, step ship: it is after a step 'shipping', which is not there. Name one of its steps: charge, ship.
        "shipping"
      })
  void ship(String order) {}
}
