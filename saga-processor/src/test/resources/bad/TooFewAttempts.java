package bad;

import io.backstitch.annotations.Retry;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("too-few-attempts")
class TooFewAttempts {

  // error: SAGA070 in saga too-few-attempts, step ship: maxAttempts is 0. Write 1 or more; 1 means that nothing is repeated.
  @Step(retry = @Retry(maxAttempts = 0))
  void ship(String order) {}
}
