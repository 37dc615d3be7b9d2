package bad;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("bad-step-name-too-long")
class BadStepNameTooLong {

  // error: SAGA012 in saga bad-step-name-too-long, step xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx: a step cannot be called 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx': it has 101 characters. Write 1 to 100 printable characters.
  @Step("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")
  void ship(String order) {}
}
