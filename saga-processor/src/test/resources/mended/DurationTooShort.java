// A timeout is longer than nothing, and neither a delay nor a grace time is negative.
// To have no timeout, leave it out. A `backoff` of `0s` tries again at once, and a `grace` of `0s`
// stops the steps beside a failed one at once.
package mended;

import io.backstitch.annotations.Retry;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga(value = "duration-too-short", grace = "0s")
class DurationTooShort {

  @Step(timeout = "5s", retry = @Retry(backoff = "0s"))
  void ship(String order) {}
}
