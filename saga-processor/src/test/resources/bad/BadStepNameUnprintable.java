package bad;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("bad-step-name-unprintable")
class BadStepNameUnprintable {

  // error: SAGA012 in saga bad-step-name-unprintable, step nul\u0000: a step cannot be called 'nul\u0000': not all of it can be printed and stored. Write 1 to 100 printable characters.
  @Step("nul\0")
  @NoCompensation("test")
  void ship(String order) {}

  // error: SAGA012 in saga bad-step-name-unprintable, step \ud800: a step cannot be called '\ud800': not all of it can be printed and stored. Write 1 to 100 printable characters.
  @Step(value = "\ud800", after = "nul\0")
  void tell() {}
}
