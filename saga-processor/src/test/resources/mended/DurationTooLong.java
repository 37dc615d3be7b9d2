// No delay between two attempts is longer than 365 days, and no timeout or grace time longer than 36,500.
// Who waits longer than that for the next attempt waits for a person, not for a retry.
package mended;

import io.backstitch.annotations.Retry;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import io.backstitch.runtime.StepContext;

@Saga(value = "duration-too-long", grace = "36500d")
class DurationTooLong {

  record Order(String id) {}

  @Step(retry = @Retry(maxBackoff = "365d"))
  void charge(Order order, StepContext context) {}
}
