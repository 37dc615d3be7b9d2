// `@From` and `@NoCompensation` stand on steps and compensations only.
// Anywhere else they say nothing, and `@Step` or `@Compensate` was probably forgotten.
package mended;

import io.backstitch.annotations.From;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("stray-annotation")
class StrayAnnotation {

  @Step
  @NoCompensation("test")
  String ship(Integer order) {
    return "";
  }

  @Step(after = "ship")
  void tell(@From("ship") String shipment) {}
}
