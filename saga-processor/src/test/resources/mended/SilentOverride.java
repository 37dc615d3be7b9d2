// Whoever overrides a step or a compensation says again what it is.
// Annotations of methods are not inherited. A step that silently left the graph would be missed too
// late.
package mended;

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
    @Step
    @NoCompensation("test")
    String charge(Integer order) {
      return "";
    }
  }
}
