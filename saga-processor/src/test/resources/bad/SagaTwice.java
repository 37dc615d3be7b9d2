package bad;

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

  // error: SAGA007 in saga saga-twice: bad.SagaTwice.One has the same name and version, so stored instances could belong to either. Give one of the two another name or another version.
  @Saga("saga-twice")
  static class Other {

    @Step
    void ship(String order) {}
  }
}
