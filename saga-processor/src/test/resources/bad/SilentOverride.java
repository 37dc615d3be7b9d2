package bad;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

class SilentOverride {

  abstract static class Base {

    @Step
    @NoCompensation("test")
    String charge(Integer order) {
      return "";
    }

    @Step
    void ship(String payment) {}
  }

  @Saga("silent-override")
  static class Order extends Base {

    @Override
    // error: SAGA016 in saga silent-override: the method charge overrides one of Base that has @Step, but does not say what it is itself. Repeat @Step here, and @From on the parameters.
    String charge(Integer order) {
      return "";
    }
  }
}
