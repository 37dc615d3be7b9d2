// The definition can call every step and every compensation.
// It is a class in the package of the saga and calls the methods of one instance, by method
// references and without reflection. So they are not private, static, abstract or generic, and are
// public where they come from another package.
package mended;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("not-callable")
class NotCallable {

  @Step
  void hidden(String order) {}

  @Step(after = "hidden")
  @NoCompensation("test")
  void fixed(String order) {}

  @Step(after = "fixed")
  void generic(String order) {}

  @Compensate("hidden")
  void undo() {}
}
