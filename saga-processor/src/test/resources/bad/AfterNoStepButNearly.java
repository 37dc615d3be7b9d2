package bad;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("after-no-step-but-nearly")
class AfterNoStepButNearly {

  @Step
  @NoCompensation("test")
  void alpha(String order) {}

  // error: SAGA032 in saga after-no-step-but-nearly, step pay: it is after a step 'alhpa', which is not there. Did you mean 'alpha'?
  @Step(after = "alhpa")
  @NoCompensation("test")
  void pay() {}

  // error: SAGA032 in saga after-no-step-but-nearly, step ship: it is after a step 'pya', which is not there. Did you mean 'pay'?
  @Step(after = "pya")
  void ship() {}

  // error: SAGA032 in saga after-no-step-but-nearly, step charge-the-card: it is after a step 'shipping', which is not there. Did you mean 'ship'?
  @Step(value = "charge-the-card", after = "shipping")
  @NoCompensation("test")
  void methodOne() {}

  // error: SAGA032 in saga after-no-step-but-nearly, step tell: it is after a step 'charge', which is not there. Did you mean 'charge-the-card'?
  @Step(after = "charge")
  @NoCompensation("test")
  void tell() {}

  // error: SAGA032 in saga after-no-step-but-nearly, step tell-more: it is after a step 'methodOne', which is not there. Did you mean 'charge-the-card'?
  @Step(value = "tell-more", after = "methodOne")
  @NoCompensation("test")
  void more() {}

  // error: SAGA032 in saga after-no-step-but-nearly, step end: it is after a step 'tel-', which is not there. Did you mean 'tell'?
  // error: SAGA032 in saga after-no-step-but-nearly, step end: it is after a step 'tell-me-or-not', which is not there. Did you mean 'tell'?
  // error: SAGA032 in saga after-no-step-but-nearly, step end: it is after a step 'tell-more-often', which is not there. Name one of its steps: alpha, pay, ship, charge-the-card, tell, tell-more, end.
  @Step(after = {"tel-", "tell-me-or-not", "tell-more-often"})
  @NoCompensation("test")
  void end() {}

  // error: SAGA040 in saga after-no-step-but-nearly, compensation unship: it undoes a step 'shop', which is not there. Did you mean 'ship'?
  @Compensate("shop")
  void unship() {}
}
