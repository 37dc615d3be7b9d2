package bad;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import java.util.Optional;

/** One mistake each, and of what follows from it nothing. */
class NothingThatFollows {

  record Order(String id) {}

  record A(String id) {}

  record B(String id) {}

  @Saga("two-things-of-itself")
  static class TwoThingsOfItself {

    @Step
    @NoCompensation("test")
    @Compensate("a")
    // error: SAGA015 in saga two-things-of-itself: the method a is both a step and a compensation. Make two methods of it.
    A a(Order order) {
      return new A("");
    }

    @Step
    void z(A a) {}
  }

  static class Base {

    @Step
    @Compensate("last")
    // error: SAGA015 in saga two-things-of-the-last: the method both is both a step and a compensation. Make two methods of it.
    void both(Order order) {}
  }

  @Saga("two-things-of-the-last")
  static class TwoThingsOfTheLast extends Base {

    @Step(after = "both")
    void last(Order order) {}
  }

  @Saga("two-things-beside-a-compensation")
  static class TwoThingsBesideACompensation {

    @Step
    A a(Order order) {
      return new A("");
    }

    @Step
    @Compensate("a")
    // error: SAGA015 in saga two-things-beside-a-compensation: the method z is both a step and a compensation. Make two methods of it.
    void z(A a) {}

    @Compensate("a")
    void un(A a) {}
  }

  @Saga("name-twice-and-undone")
  static class NameTwiceAndUndone {

    @Step
    @NoCompensation("test")
    A charge(Order order) {
      return new A("");
    }

    // error: SAGA011 in saga name-twice-and-undone, step charge: the method ship has the same step name as the method charge. Name one of the two by @Step("...").
    @Step("charge")
    B ship(A a) {
      return new B("");
    }

    @Step
    void z(B b) {}

    @Compensate("charge")
    void un(B b) {}
  }

  @Saga(value = "name-twice-and-named", result = "charge")
  static class NameTwiceAndNamed {

    @Step(after = "charge")
    void charge(Order order) {}

    // error: SAGA011 in saga name-twice-and-named, step charge: the method ship has the same step name as the method charge. Name one of the two by @Step("...").
    @Step(value = "charge", after = "z")
    B ship() {
      return new B("");
    }

    @Step(after = "charge")
    void z() {}

    @Compensate("charge")
    void un(B b) {}

    @Compensate("charge")
    void unToo() {}
  }

  @Saga("name-twice-and-optional")
  static class NameTwiceAndOptional {

    @Step
    A charge(Order order) {
      return new A("");
    }

    // error: SAGA011 in saga name-twice-and-optional, step charge: the method ship has the same step name as the method charge. Name one of the two by @Step("...").
    @Step("charge")
    B ship(A a) {
      return new B("");
    }

    @Step
    void z(B b) {}

    @Compensate("charge")
    void un(Optional<B> b) {}
  }

  @Saga("beside-the-pivot-only")
  static class BesideThePivotOnly {

    @Step
    // error: SAGA061 in saga beside-the-pivot-only, step a: it may still run when the pivot p has succeeded, and then could not be undone. Order the two: one takes the result of the other, or names it in after.
    A a(Order order) {
      return new A("");
    }

    @Step(pivot = true)
    void p(Order order) {}
  }

  @Saga("guess-in-a-circle")
  static class GuessInACircle {

    // error: SAGA032 in saga guess-in-a-circle, step alpha: it is after a step 'beta1', which is not there. Did you mean 'beta'?
    @Step(after = "beta1")
    A alpha(Order order) {
      return new A("");
    }

    @Step
    B beta(A a) {
      return new B("");
    }
  }
}
