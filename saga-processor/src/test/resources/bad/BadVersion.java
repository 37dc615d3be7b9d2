package bad;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

// error: SAGA006 in saga bad-version: its version is 0, but versions begin at 1. Write 1 or more.
@Saga(value = "bad-version", version = 0)
class BadVersion {

  record Order(String id) {}

  @Step
  void ship(Order order) {}
}
