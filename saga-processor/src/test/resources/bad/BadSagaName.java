package bad;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

// error: SAGA005 in saga PlaceOrder: a saga cannot be called 'PlaceOrder': a name is [a-z][a-z0-9-]*, at most 100 long. Write a name such as 'place-order'.
@Saga("PlaceOrder")
class BadSagaName {

  record Order(String id) {}

  @Step
  void ship(Order order) {}
}
