package bad;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("two-pivots-in-branches")
class TwoPivotsInBranches {

  @Step(pivot = true)
  String charge(Integer order) {
    return "";
  }

  // error: SAGA060 in saga two-pivots-in-branches, step count: it is a pivot and so is step charge, but there is only one point of no return. Take pivot away from one of them.
  @Step(pivot = true)
  Long count(Integer order) {
    return 1L;
  }

  // error: SAGA060 in saga two-pivots-in-branches, step tell: it is a pivot and so is step charge, but there is only one point of no return. Take pivot away from one of them.
  @Step(pivot = true)
  void tell(String payment, Long number) {}
}
