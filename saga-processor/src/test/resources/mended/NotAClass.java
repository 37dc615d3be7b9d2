// A saga is a class or a record.
// An engine is given one instance of it and calls its methods; of an interface, an enum, an
// annotation or an abstract class it cannot be given one.
package mended;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("not-aclass")
class NotAClass {

  record Order(String id) {}

  @Step
  void ship(Order order) {}
}
