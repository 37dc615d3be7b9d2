package bad;

import io.backstitch.annotations.Retry;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

// error: SAGA075 in saga no-duration: timeout '999999999d' is too long. Write 36500d or less.
@Saga(value = "no-duration", timeout = "999999999d")
class NoDuration {

  @Step(
      // error: SAGA072 in saga no-duration, step ship: timeout '10 seconds' is no duration. Write a number and a unit, as 250ms, 30s, 15m, 2h or 7d, or ISO-8601.
      timeout = "10 seconds",
      retry =
          @Retry(
              // error: SAGA072 in saga no-duration, step ship: backoff '1x' is no duration. Write a number and a unit, as 250ms, 30s, 15m, 2h or 7d, or ISO-8601.
              backoff = "1x",
              // error: SAGA072 in saga no-duration, step ship: maxBackoff 'PT1H1D' is no duration. Write a number and a unit, as 250ms, 30s, 15m, 2h or 7d, or ISO-8601.
              maxBackoff = "PT1H1D"))
  void ship(String order) {}
}
