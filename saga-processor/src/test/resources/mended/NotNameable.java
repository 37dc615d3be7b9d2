// The definition can name every type that is handed on.
// It is a class in the package of the saga and says these types in its own code.
package mended;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import java.util.List;

@Saga("not-nameable")
class NotNameable {

  record Order(String id) {}

  static class Outer {

    record Payment(String id) {}
  }

  @Step
  @NoCompensation("test")
  List<Outer.Payment> charge(Order order) {
    return List.of();
  }

  @Step
  void ship(Order order, List<Outer.Payment> payments) {}
}
