// A saga, and every class around it, can be seen in its package.
// The definition is a class beside the saga and calls its methods; it does so without reflection.
package mended;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

class HiddenClass {

  @Saga("hidden-class")
  static class Hidden {

    @Step
    void ship(String order) {}
  }

  static class Outer {

    @Saga("hidden-class-2")
    static class Inner {

      @Step
      void ship(String order) {}
    }
  }
}
