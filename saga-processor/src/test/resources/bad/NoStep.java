package bad;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.Saga;

@Saga("no-step")
// error: SAGA010 in saga no-step: NoStep has no step. Put @Step on the methods that do its work.
class NoStep {

  void ship(String order) {}

  @Compensate("ship")
  void unship() {}
}
