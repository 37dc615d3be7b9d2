package bad;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

class SilentOverrideFarther {

  static class Base {

    @Step
    @NoCompensation("test")
    public String charge(Integer order) {
      return "";
    }

    @Step
    @NoCompensation("test")
    public Long count(Integer order) {
      return 1L;
    }

    @Step
    public void tell(String payment, Long number) {}
  }

  static class Middle extends Base {

    @Override
    public String charge(Integer order) {
      return "by the middle";
    }
  }

  interface Counts {

    Long count(Integer order);
  }

  @Saga("silent-override-farther")
  static class Order extends Middle implements Counts {

    @Override
    // error: SAGA016 in saga silent-override-farther: the method charge overrides one of Base that has @Step, but does not say what it is itself. Repeat @Step here, and @From on the parameters.
    public String charge(Integer order) {
      return "by the saga";
    }

    @Override
    // error: SAGA016 in saga silent-override-farther: the method count overrides one of Base that has @Step, but does not say what it is itself. Repeat @Step here, and @From on the parameters.
    public Long count(Integer order) {
      return 2L;
    }
  }
}
