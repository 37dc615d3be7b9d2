// Steps do not wait for each other in a circle.
// None of them could ever begin. The path says why each of them waits: for a result, or by `after`.
// A step that takes the type it returns waits for itself.
package mended;

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
  @NoCompensation("test")
  A a(Order order) {
    return new A("");
  }

  @Step
  @NoCompensation("test")
  B b(A a) {
    return new B("");
  }

  @Step(after = "b")
  @NoCompensation("test")
  C c(Order order) {
    return new C("");
  }

  @Step(after = {"a", "first", "c"})
  void last(Order order) {}
}
