package bad;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Retry;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("delays-out-of-order")
class DelaysOutOfOrder {

  // error: SAGA073 in saga delays-out-of-order, step ship: maxBackoff 30s is shorter than backoff 1m. Write the longest delay as maxBackoff and the first one as backoff.
  @Step(retry = @Retry(backoff = "1m"))
  @NoCompensation("test")
  void ship(String order) {}

  // error: SAGA073 in saga delays-out-of-order, step tell: maxBackoff 1s is shorter than backoff 2s. Write the longest delay as maxBackoff and the first one as backoff.
  @Step(after = "ship", retry = @Retry(backoff = "2s", maxBackoff = "1s"))
  void tell() {}
}
