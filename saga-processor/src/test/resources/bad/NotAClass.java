package bad;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("not-aclass")
// error: SAGA001 in saga not-aclass: NotAClass is an interface, and an engine needs an instance of it. Make it a class or a record.
interface NotAClass {

  record Order(String id) {}

  @Step
  void ship(Order order);
}
