package bad;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("bad-step-name-invisible")
class BadStepNameInvisible {

  // error: SAGA012 in saga bad-step-name-invisible, step a\u00adb: a step cannot be called 'a\u00adb': not all of it can be printed and stored. Write 1 to 100 printable characters.
  @Step("a\u00adb")
  void ship(String order) {}
}
