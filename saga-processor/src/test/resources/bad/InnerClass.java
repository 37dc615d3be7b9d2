package bad;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

class InnerClass {

  @Saga("inner-class")
  // error: SAGA002 in saga inner-class: Inner is an inner class, bound to an instance of another. Make it static.
  class Inner {

    @Step
    void ship(String order) {}
  }
}
