package bad;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Retry;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("bad-multiplier-not-finite")
class BadMultiplierNotFinite {

  // error: SAGA071 in saga bad-multiplier-not-finite, step charge: multiplier is NaN. Write 1 or more; 1 keeps all delays alike.
  @Step(retry = @Retry(multiplier = Double.NaN))
  @NoCompensation("test")
  void charge(String order) {}

  // error: SAGA071 in saga bad-multiplier-not-finite, step ship: multiplier is Infinity. Write 1 or more; 1 keeps all delays alike.
  @Step(after = "charge", retry = @Retry(multiplier = 1 / 0.0))
  @NoCompensation("test")
  void ship(String order) {}

  @Step(after = "ship", retry = @Retry(multiplier = 1e308, maxAttempts = Integer.MAX_VALUE))
  void tell(String order) {}
}
