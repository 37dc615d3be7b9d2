package bad;

import io.backstitch.annotations.Retry;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

// error: SAGA074 in saga duration-too-short: grace '-PT1S' is too short. Write 0s or more.
@Saga(value = "duration-too-short", grace = "-PT1S")
class DurationTooShort {

  // error: SAGA074 in saga duration-too-short, step ship: timeout '0s' is too short. Write more than 0s.
  // error: SAGA074 in saga duration-too-short, step ship: backoff '-PT1S' is too short. Write 0s or more.
  @Step(timeout = "0s", retry = @Retry(backoff = "-PT1S"))
  void ship(String order) {}
}
