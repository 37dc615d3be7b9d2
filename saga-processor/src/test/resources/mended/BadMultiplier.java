// Delays between attempts do not become shorter.
// A multiplier below 1 would try the faster the longer something is down.
package mended;

import io.backstitch.annotations.Retry;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("bad-multiplier")
class BadMultiplier {

  @Step(retry = @Retry(multiplier = 1.5))
  void ship(String order) {}
}
