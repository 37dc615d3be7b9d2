package bad;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

// error: SAGA075 in saga duration-too-long-timeout: timeout '36501d' is too long. Write 36500d or less.
@Saga(value = "duration-too-long-timeout", timeout = "36501d")
class DurationTooLongTimeout {

  // error: SAGA075 in saga duration-too-long-timeout, step ship: timeout '200000d' is too long. Write 36500d or less.
  @Step(timeout = "200000d")
  void ship(String order) {}
}
