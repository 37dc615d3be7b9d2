package bad;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

class CycleWithCycles {

  record A() {}

  record B() {}

  record C() {}

  @Saga("cycle-of-one-in-two")
  static class OfOneInTwo {

    @Step
    // error: SAGA030 in saga cycle-of-one-in-two, step a: steps wait for each other, so none of them can begin: a → a (a takes A from a). Let one of them take something else, or return a type of its own.
    // error: SAGA030 in saga cycle-of-one-in-two, step a: steps wait for each other, so none of them can begin: a → b → a (a takes B from b, b takes A from a). Let one of them take something else, or return a type of its own.
    A a(A own, B b) {
      return own;
    }

    @Step
    B b(A a) {
      return new B();
    }
  }

  @Saga("cycles-of-one-step")
  static class OfOneStep {

    @Step
    // error: SAGA030 in saga cycles-of-one-step, step a: steps wait for each other, so none of them can begin: a → b → a (a takes B from b, b takes A from a). Let one of them take something else, or return a type of its own.
    // error: SAGA030 in saga cycles-of-one-step, step a: steps wait for each other, so none of them can begin: a → c → a (a takes C from c, c takes A from a). Let one of them take something else, or return a type of its own.
    A a(B b, C c) {
      return new A();
    }

    @Step
    B b(A a) {
      return new B();
    }

    @Step
    C c(A a) {
      return new C();
    }
  }

  @Saga("cycle-with-a-shorter-one")
  static class WithAShorterOne {

    @Step
    // error: SAGA030 in saga cycle-with-a-shorter-one, step a: steps wait for each other, so none of them can begin: a → c → b → a (a takes C from c, c takes B from b, b takes A from a). Let one of them take something else, or return a type of its own.
    A a(C c) {
      return new A();
    }

    @Step
    // error: SAGA030 in saga cycle-with-a-shorter-one, step b: steps wait for each other, so none of them can begin: b → c → b (b takes C from c, c takes B from b). Let one of them take something else, or return a type of its own.
    B b(A a, C c, C again) {
      return new B();
    }

    @Step
    C c(B b) {
      return new C();
    }
  }
}
