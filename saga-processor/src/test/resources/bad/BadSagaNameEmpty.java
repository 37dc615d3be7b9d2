package bad;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

// error: SAGA005 in saga BadSagaNameEmpty: a saga cannot be called '': a name is [a-z][a-z0-9-]*, at most 100 long. Write a name such as 'bad-saga-name-empty'.
@Saga("")
class BadSagaNameEmpty {

  record Order(String id) {}

  @Step
  void ship(Order order) {}
}
