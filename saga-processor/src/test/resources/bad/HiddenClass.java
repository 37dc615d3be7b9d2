package bad;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

class HiddenClass {

  @Saga("hidden-class")
  // error: SAGA003 in saga hidden-class: Hidden is private, so its definition cannot call it. Take private away from Hidden.
  private static class Hidden {

    @Step
    void ship(String order) {}
  }

  private static class Outer {

    @Saga("hidden-class-2")
    // error: SAGA003 in saga hidden-class-2: Outer is private, so its definition cannot call it. Take private away from Outer.
    static class Inner {

      @Step
      void ship(String order) {}
    }
  }
}
