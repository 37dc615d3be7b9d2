package bad;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

class BadSagaNameAbroad {

  // error: SAGA005 in saga Ä: a saga cannot be called 'Ä': a name is [a-z][a-z0-9-]*, at most 100 long. Write a name such as 'my-saga'.
  @Saga("Ä")
  static class Ä {

    @Step
    void ship(String order) {}
  }
}
