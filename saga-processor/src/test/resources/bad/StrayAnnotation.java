package bad;

import io.backstitch.annotations.From;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("stray-annotation")
class StrayAnnotation {

  @Step
  void ship(String order) {}

  // error: SAGA017 in saga stray-annotation: @NoCompensation says nothing here, as the method tell has no @Step. Add @Step, or take it away.
  @NoCompensation("test")
  // error: SAGA017 in saga stray-annotation: @From says nothing here, as the method tell has no @Step or @Compensate. Add @Step or @Compensate, or take it away.
  void tell(@From("ship") String shipment) {}
}
