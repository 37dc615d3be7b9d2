// A saga has at least one step.
// Without one there is nothing to do, and often only an annotation was forgotten.
package mended;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("no-step")
class NoStep {

  @Step
  void ship(String order) {}
}
