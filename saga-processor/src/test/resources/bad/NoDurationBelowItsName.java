package bad;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("no-duration-below-its-name")
class NoDurationBelowItsName {

  @Step(
      timeout =
          // error: SAGA072 in saga no-duration-below-its-name, step ship: timeout 'soon' is no duration. Write a number and a unit, as 250ms, 30s, 15m, 2h or 7d, or ISO-8601.
          "soon")
  void ship(String order) {}
}
