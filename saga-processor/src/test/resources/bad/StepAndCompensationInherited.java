package bad;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

class StepAndCompensationInherited {

  static class Base {

    @Step
    @Compensate("charge")
    // error: SAGA015 in saga step-and-compensation-inherited: the method ship is both a step and a compensation. Make two methods of it.
    void ship(String payment) {}
  }

  @Saga("step-and-compensation-inherited")
  static class Order extends Base {

    @Step
    String charge(Integer order) {
      return "";
    }
  }
}
