package bad;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

class BadSagaNameEmptyTwice {

  // error: SAGA005 in saga PlaceOrder: a saga cannot be called '': a name is [a-z][a-z0-9-]*, at most 100 long. Write a name such as 'place-order'.
  @Saga("")
  static class PlaceOrder {

    @Step
    void ship(String order) {}
  }

  // error: SAGA005 in saga CancelOrder: a saga cannot be called '': a name is [a-z][a-z0-9-]*, at most 100 long. Write a name such as 'cancel-order'.
  @Saga("")
  static class CancelOrder {

    @Step
    void ship(String order) {}
  }
}
