package bad;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("generic-class")
// error: SAGA004 in saga generic-class: GenericClass has type parameters, so the types of its steps are not known. Annotate a subclass that says what T is.
class GenericClass<T> {

  @Step
  void ship(String order) {}
}
