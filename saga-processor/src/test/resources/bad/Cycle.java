package bad;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("cycle")
class Cycle {

  record Order(String id) {}

  record A(String id) {}

  record B(String id) {}

  record C(String id) {}

  @Step
  @NoCompensation("test")
  void first(Order order) {}

  @Step
  // error: SAGA030 in saga cycle, step a: steps wait for each other, so none of them can begin: a → c → b → a (a takes C from c, c is after b, b takes A from a). Let one of them take something else, or return a type of its own.
  A a(Order order, C c) {
    return new A("");
  }

  @Step
  B b(A a) {
    return new B("");
  }

  @Step(after = "b")
  C c(Order order) {
    return new C("");
  }

  @Step(after = "a")
  void last(Order order) {}
}
