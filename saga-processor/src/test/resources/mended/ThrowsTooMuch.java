// A step throws Exceptions, and Errors where it must.
// The engine judges an Exception: whether it may pass, and what follows. Another Throwable it could
// not tell from its own end.
package mended;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("throws-too-much")
class ThrowsTooMuch {

  @Step
  void ship(String order) throws Exception {}
}
