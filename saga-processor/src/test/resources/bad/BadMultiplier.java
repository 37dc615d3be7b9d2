package bad;

import io.backstitch.annotations.Retry;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("bad-multiplier")
class BadMultiplier {

  // error: SAGA071 in saga bad-multiplier, step ship: multiplier is 0.5. Write 1 or more; 1 keeps all delays alike.
  @Step(retry = @Retry(multiplier = 0.5))
  void ship(String order) {}
}
