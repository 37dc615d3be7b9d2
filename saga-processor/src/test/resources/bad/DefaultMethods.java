package bad;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

class DefaultMethods {

  interface Ships {

    @Step
    // error: SAGA050 in saga default-methods, step ship: it cannot be undone, though other steps can fail after it or beside it: count, tell. Write a method with @Compensate("ship"), or say @NoCompensation("why").
    default String ship(Integer order) {
      return "";
    }

    @Step
    @NoCompensation("test")
    // error: SAGA013 in saga default-methods, step count: the method count is static, so the definition cannot call it. Make it a method of the instance.
    static void count(Integer order) {}
  }

  interface Tells extends Ships {

    @Override
    // error: SAGA016 in saga default-methods-overridden: the method ship overrides one of Ships that has @Step, but does not say what it is itself. Repeat @Step here, and @From on the parameters.
    default String ship(Integer order) {
      return "";
    }
  }

  @Saga("default-methods")
  static class Inherited implements Ships {

    @Step(after = "count")
    void tell(String shipment) {}
  }

  @Saga("default-methods-overridden")
  static class Overridden implements Tells {}
}
