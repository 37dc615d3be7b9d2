// A timeout is longer than nothing, and a delay is not negative.
// To have no timeout, leave it out. A `backoff` of `0s` tries again at once.
package mended;

import io.backstitch.annotations.Retry;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("duration-too-short")
class DurationTooShort {

  @Step(timeout = "5s", retry = @Retry(backoff = "0s"))
  void ship(String order) {}
}
