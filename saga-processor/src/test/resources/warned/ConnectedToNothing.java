package warned;

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

  @Step(transactional = true)
  @NoCompensation("test")
  // warning: SAGA113 in saga connected-to-nothing, step tell: no other step waits for it, and it waits for none, so it runs beside all others. Take a result of another step or say after, if there is an order.
  void tell(Order order) {}
}
