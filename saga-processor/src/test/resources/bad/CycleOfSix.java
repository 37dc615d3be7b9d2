package bad;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("cycle-of-six")
class CycleOfSix {

  // error: SAGA030 in saga cycle-of-six, step a: steps wait for each other, so none of them can begin: a → f → e → d → c → b → a (a is after f, f is after e, e takes Double from d, d is after c, c takes Long from b, b is after a). Let one of them take something else, or return a type of its own.
  @Step(after = "f")
  String a(Integer order) {
    return "";
  }

  @Step(after = "a")
  Long b(Integer order) {
    return 1L;
  }

  @Step
  Character c(Long number) {
    return 'c';
  }

  @Step(after = "c")
  Double d() {
    return 1.0;
  }

  @Step
  void e(Double price) {}

  @Step(after = "e")
  void f(Integer order) {}
}
