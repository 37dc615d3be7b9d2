// A step is attempted at least once.
// `maxAttempts` counts the first attempt too.
package mended;

import io.backstitch.annotations.Retry;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("too-few-attempts")
class TooFewAttempts {

  @Step(retry = @Retry(maxAttempts = 1))
  void ship(String order) {}
}
