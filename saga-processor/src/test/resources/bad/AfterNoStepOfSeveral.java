package bad;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("after-no-step-of-several")
class AfterNoStepOfSeveral {

  @Step
  @NoCompensation("test")
  void ship(String order) {}

  @Step(
      transactional = true,
      after = {
        "ship",
        // error: SAGA032 in saga after-no-step-of-several, step tell: it is after a step 'chip', which is not there. Did you mean 'ship'?
        "chip"
      })
  void tell(String order) {}
}
