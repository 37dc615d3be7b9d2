package bad;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import java.util.List;

class GenericClassWithSteps {

  abstract static class Base<T> {

    @Step
    void ship(List<T> orders) {}
  }

  @Saga("generic-class-with-steps")
  // error: SAGA004 in saga generic-class-with-steps: Generic has type parameters, so the types of its steps are not known. Annotate a subclass that says what T is.
  static class Generic<T> extends Base<T> {}
}
