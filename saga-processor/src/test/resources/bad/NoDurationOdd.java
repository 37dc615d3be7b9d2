package bad;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Retry;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

// error: SAGA072 in saga no-duration-odd: grace '1 week' is no duration. Write a number and a unit, as 250ms, 30s, 15m, 2h or 7d, or ISO-8601.
// error: SAGA072 in saga no-duration-odd: timeout 'P1Y' is no duration. Write a number and a unit, as 250ms, 30s, 15m, 2h or 7d, or ISO-8601.
@Saga(value = "no-duration-odd", timeout = "P1Y", grace = "1 week")
class NoDurationOdd {

  // error: SAGA072 in saga no-duration-odd, step charge: timeout '-5s' is no duration. Write a number and a unit, as 250ms, 30s, 15m, 2h or 7d, or ISO-8601.
  @Step(timeout = "-5s", retry = @Retry(backoff = "PT0S", maxBackoff = "0ms"))
  @NoCompensation("test")
  void charge(String order) {}

  // error: SAGA072 in saga no-duration-odd, step ship: timeout '1 h' is no duration. Write a number and a unit, as 250ms, 30s, 15m, 2h or 7d, or ISO-8601.
  // error: SAGA072 in saga no-duration-odd, step ship: backoff '' is no duration. Write a number and a unit, as 250ms, 30s, 15m, 2h or 7d, or ISO-8601.
  // error: SAGA072 in saga no-duration-odd, step ship: maxBackoff '1us' is no duration. Write a number and a unit, as 250ms, 30s, 15m, 2h or 7d, or ISO-8601.
  @Step(after = "charge", timeout = "1 h", retry = @Retry(backoff = "", maxBackoff = "1us"))
  @NoCompensation("test")
  void ship(String order) {}

  // error: SAGA072 in saga no-duration-odd, step tell: timeout '1.5s' is no duration. Write a number and a unit, as 250ms, 30s, 15m, 2h or 7d, or ISO-8601.
  // error: SAGA072 in saga no-duration-odd, step tell: backoff '10S' is no duration. Write a number and a unit, as 250ms, 30s, 15m, 2h or 7d, or ISO-8601.
  // error: SAGA072 in saga no-duration-odd, step tell: maxBackoff '5min' is no duration. Write a number and a unit, as 250ms, 30s, 15m, 2h or 7d, or ISO-8601.
  @Step(after = "ship", timeout = "1.5s", retry = @Retry(backoff = "10S", maxBackoff = "5min"))
  @NoCompensation("test")
  void tell(String order) {}

  // error: SAGA072 in saga no-duration-odd, step end: timeout '99999999999999999999s' is no duration. Write a number and a unit, as 250ms, 30s, 15m, 2h or 7d, or ISO-8601.
  @Step(after = "tell", timeout = "99999999999999999999s")
  void end(String order) {}
}
