// A step or a compensation is not after itself.
// It could never begin.
package mended;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("after-itself")
class AfterItself {

  @Step
  void ship(String order) {}
}
