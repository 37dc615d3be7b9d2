// No two sagas have the same name and version.
// A stored instance says only these two of its saga, and must find the right one after a restart.
package mended;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

class SagaTwice {

  @Saga("saga-twice")
  static class One {

    @Step
    void ship(String order) {}
  }

  @Saga(value = "saga-twice", version = 2)
  static class Newer {

    @Step
    void ship(String order) {}
  }

  @Saga("saga-thrice")
  static class Other {

    @Step
    void ship(String order) {}
  }
}
