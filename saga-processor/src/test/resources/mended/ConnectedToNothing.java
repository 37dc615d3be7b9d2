// Every step of a saga with several is before or after another.
// One that is not runs beside all others: right for two independent halves, but more often a forgotten parameter.
package mended;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("connected-to-nothing")
class ConnectedToNothing {

  record Order(String id) {}

  @Step(transactional = true)
  @NoCompensation("test")
  int count(Order order) {
    return order.id().length();
  }

  @Step(transactional = true)
  @NoCompensation("test")
  void note(int count) {}

  @Step(transactional = true, after = "note")
  @NoCompensation("test")
  void tell(Order order) {}
}
