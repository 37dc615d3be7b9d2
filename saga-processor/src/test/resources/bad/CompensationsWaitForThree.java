package bad;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("compensations-wait-for-three")
class CompensationsWaitForThree {

  @Step
  String a(Integer order) {
    return "";
  }

  @Step
  Long b(Integer order) {
    return 1L;
  }

  @Step
  Double c(Integer order) {
    return 1.0;
  }

  @Step
  void end(String a, Long b, Double c) {}

  @Compensate(value = "a", after = "b")
  void undoA(String a) {}

  @Compensate(value = "b", after = "c")
  void undoB(Long b) {}

  // error: SAGA044 in saga compensations-wait-for-three, compensation undoC: compensations wait for each other: undoing c waits for undoing a waits for undoing b waits for undoing c. Take 'a' out of after.
  @Compensate(value = "c", after = "a")
  void undoC(Double c) {}
}
