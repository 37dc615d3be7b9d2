// A saga is not an inner class.
// An inner class needs an instance of the class around it, and the definition has none.
package mended;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

class InnerClass {

  @Saga("inner-class")
  static class Inner {

    @Step
    void ship(String order) {}
  }
}
