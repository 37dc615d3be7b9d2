// Versions begin at 1.
// The version is stored with every instance, which keeps to the graph that it began with.
package mended;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga(value = "bad-version", version = 1)
class BadVersion {

  record Order(String id) {}

  @Step
  void ship(Order order) {}
}
