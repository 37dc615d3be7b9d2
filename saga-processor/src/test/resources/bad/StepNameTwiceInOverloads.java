package bad;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

class StepNameTwiceInOverloads {

  @Saga("step-name-twice-in-overloads")
  static class Overloads {

    @Step
    String ship(Integer order) {
      return "";
    }

    @Step
    // error: SAGA011 in saga step-name-twice-in-overloads, step ship: the method ship(String) has the same step name as the method ship(Integer). Name one of the two by @Step("...").
    void ship(String text) {}
  }

  static class Base {

    @Step
    // error: SAGA013 in saga step-name-twice-inherited, step ship: the method ship is private, so the definition cannot call it. Leave out private.
    private void ship(Integer order) {}
  }

  @Saga("step-name-twice-inherited")
  static class Inherited extends Base {

    @Step
    // error: SAGA011 in saga step-name-twice-inherited, step ship: the method ship of Inherited has the same step name as the method ship of Base. Name one of the two by @Step("...").
    void ship(Integer order) {}
  }

  interface One {

    @Step
    // error: SAGA013 in saga abstract-of-two, step ship: the method ship is abstract, so the definition cannot call it. Give it a body.
    void ship(Integer order);
  }

  interface Two {

    @Step
    void ship(Integer order);
  }

  @Saga("abstract-of-two")
  // error: SAGA001 in saga abstract-of-two: AbstractOfTwo is abstract, and an engine needs an instance of it. Make it a class or a record.
  abstract static class AbstractOfTwo implements One, Two {}
}
