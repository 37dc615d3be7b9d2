// `@From` names a step that returns something.
// A void step hands nothing on. To come after it, name it in `after`.
package mended;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("from-void-step")
class FromVoidStep {

  @Step
  @NoCompensation("test")
  void tell(Integer order) {}

  @Step(after = "tell")
  void ship(Integer order) {}
}
