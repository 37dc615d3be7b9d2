// A step has a name of 1 to 100 characters.
// It is stored with the result of the step and stands in every message about it.
package mended;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("bad-step-name")
class BadStepName {

  @Step("ship-it")
  void ship(String order) {}
}
