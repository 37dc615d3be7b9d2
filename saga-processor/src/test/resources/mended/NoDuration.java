// Durations are written as `250ms`, `30s`, `15m`, `2h` or `7d`, or as in ISO-8601.
// They are read when the saga is compiled; the longest is about 292 years.
package mended;

import io.backstitch.annotations.Retry;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga(value = "no-duration", timeout = "7d")
class NoDuration {

  @Step(
      timeout = "10s",
      retry =
          @Retry(
              backoff = "250ms",
              maxBackoff = "P1DT1H"))
  void ship(String order) {}
}
