package bad;

import io.backstitch.annotations.Retry;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

// error: SAGA075 in saga duration-too-long: grace '36501d' is too long. Write 36500d or less.
@Saga(value = "duration-too-long", grace = "36501d")
class DurationTooLong {

  record Order(String id) {}

  // error: SAGA075 in saga duration-too-long, step charge: maxBackoff '366d' is too long. Write 365d or less.
  @Step(retry = @Retry(maxBackoff = "366d"))
  void charge(Order order) {}
}
