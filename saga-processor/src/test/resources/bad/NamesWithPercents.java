package bad;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("names-with-percents")
class NamesWithPercents {

  @Step("100%d %n")
  @NoCompensation("test")
  // error: SAGA020 in saga names-with-percents, step 100%d %n: nobody provides String: no step returns it, and the saga's input is Integer, as step 100%d %n takes it. Let a step return it, or make it a part of the input.
  void charge(Integer order, String letter) {}

  // error: SAGA032 in saga names-with-percents, step ship: it is after a step '%1$s', which is not there. Name one of its steps: 100%d %n, ship.
  @Step(after = {"100%d %n", "%1$s"})
  void ship(Integer order) {}
}
