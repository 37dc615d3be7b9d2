package bad;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("beside-the-pivot-twice")
class BesideThePivotTwice {

  @Step(pivot = true)
  String charge(Integer order) {
    return "";
  }

  @Step
  // error: SAGA061 in saga beside-the-pivot-twice, step count: it may still run when the pivot charge has succeeded, and then could not be undone. Order the two: one takes the result of the other, or names it in after.
  Long count(Integer order) {
    return 1L;
  }

  @Step
  @NoCompensation("test")
  // error: SAGA061 in saga beside-the-pivot-twice, step price: it may still run when the pivot charge has succeeded, and then could not be undone. Order the two: one takes the result of the other, or names it in after.
  Double price(Long number) {
    return 1.0;
  }

  @Step
  void tell(String payment, Double price) {}

  @Compensate("count")
  void uncount(Long number) {}
}
