package bad;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import java.util.Optional;

@Saga("several-provide-optional")
class SeveralProvideOptional {

  record Reading(String id) {}

  @Step
  @NoCompensation("it is only read")
  Optional<Reading> before(String sensor) {
    return Optional.empty();
  }

  @Step
  Reading make(Optional<Reading> before) {
    return new Reading("");
  }

  @Compensate("make")
  // error: SAGA021 in saga several-provide-optional, compensation restore: several steps provide Optional<Reading>: make, before. Say which is meant by @From("make") or @From("before").
  void restore(Optional<Reading> before) {}

  @Step
  void tell(Reading made) {}
}
