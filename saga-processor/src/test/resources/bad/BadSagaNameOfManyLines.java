package bad;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

// error: SAGA005 in saga order\n: a saga cannot be called 'order\n': a name is [a-z][a-z0-9-]*, at most 100 long. Write a name such as 'order'.
@Saga("order\n")
class BadSagaNameOfManyLines {

  @Step
  void ship(String order) {}
}
