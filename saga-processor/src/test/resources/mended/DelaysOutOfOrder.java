// `maxBackoff` is not shorter than `backoff`.
// `backoff` is the first delay and `maxBackoff` the longest; what is not written is 200ms and 30s.
package mended;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Retry;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("delays-out-of-order")
class DelaysOutOfOrder {

  @Step(retry = @Retry(backoff = "1m", maxBackoff = "1h"))
  @NoCompensation("test")
  void ship(String order) {}

  @Step(after = "ship", retry = @Retry(backoff = "1s", maxBackoff = "2s"))
  void tell() {}
}
