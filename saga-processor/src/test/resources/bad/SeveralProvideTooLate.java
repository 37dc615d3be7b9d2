package bad;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.From;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("several-provide-too-late")
class SeveralProvideTooLate {

  @Step
  @NoCompensation("test")
  Long before(Integer order) {
    return 1L;
  }

  @Step
  String charge(@From("before") Long number) {
    return "";
  }

  @Step
  @NoCompensation("test")
  Long after(String payment) {
    return 2L;
  }

  @Step
  void tell(@From("after") Long number) {}

  @Compensate("charge")
  // error: SAGA021 in saga several-provide-too-late, compensation refund: several steps provide Long: before, after. Say which is meant by @From("before").
  void refund(String payment, Long number) {}
}
