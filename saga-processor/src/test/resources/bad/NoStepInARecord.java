package bad;

import io.backstitch.annotations.Saga;

class NoStepInARecord {

  @Saga("no-step-in-a-record")
  // error: SAGA010 in saga no-step-in-a-record: Empty has no step. Put @Step on the methods that do its work.
  record Empty() {}
}
