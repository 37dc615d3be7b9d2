package bad;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("bad-step-name")
class BadStepName {

  // error: SAGA012 in saga bad-step-name, step ship: a step cannot be called ' ': it is blank. Write 1 to 100 printable characters.
  @Step(" ")
  void ship(String order) {}
}
