package bad;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("not-aclass-but-abstract")
// error: SAGA001 in saga not-aclass-but-abstract: NotAClassButAbstract is abstract, and an engine needs an instance of it. Make it a class or a record.
abstract class NotAClassButAbstract {

  record Order(String id) {}

  @Step
  // error: SAGA050 in saga not-aclass-but-abstract, step ship: it cannot be undone, though other steps can fail after it or beside it: tell. Write a method with @Compensate("ship"), or say @NoCompensation("why").
  void ship(Order order) {}

  @Step(after = "ship")
  // error: SAGA013 in saga not-aclass-but-abstract, step tell: the method tell is abstract, so the definition cannot call it. Give it a body.
  abstract void tell();
}
