package bad;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("throws-too-much")
class ThrowsTooMuch {

  @Step
  // error: SAGA014 in saga throws-too-much, step ship: the method ship declares Throwable, which is no Exception. Declare an Exception, with the other as its cause.
  void ship(String order) throws Throwable {}
}
