package bad;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("stray-annotation-on-a-compensation")
class StrayAnnotationOnACompensation {

  @Step
  String charge(Integer order) {
    return "";
  }

  @Step
  void ship(String payment) {}

  // error: SAGA017 in saga stray-annotation-on-a-compensation: @NoCompensation says nothing here, as the method refund has no @Step. Take it away.
  @NoCompensation("test")
  @Compensate("charge")
  void refund(String payment) {}
}
