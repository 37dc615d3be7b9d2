package bad;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("not-callable")
class NotCallable {

  @Step
  // error: SAGA013 in saga not-callable, step hidden: the method hidden is private, so the definition cannot call it. Leave out private.
  private void hidden(String order) {}

  @Step(after = "hidden")
  @NoCompensation("test")
  // error: SAGA013 in saga not-callable, step fixed: the method fixed is static, so the definition cannot call it. Make it a method of the instance.
  static void fixed(String order) {}

  @Step(after = "fixed")
  // error: SAGA013 in saga not-callable, step generic: the method generic is generic, so the definition cannot call it. Write the types themselves.
  <T> void generic(String order) {}

  @Compensate("hidden")
  // error: SAGA013 in saga not-callable, compensation undo: the method undo is private, so the definition cannot call it. Leave out private.
  private void undo() {}
}
