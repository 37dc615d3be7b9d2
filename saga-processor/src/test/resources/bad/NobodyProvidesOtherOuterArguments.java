package bad;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

class NobodyProvidesOtherOuterArguments {

  static class Outer<T> {

    class In {

      public T value;
    }
  }

  @Saga("nobody-provides-other-outer-arguments")
  static class Ship {

    @Step
    @NoCompensation("test")
    // error: SAGA080 in saga nobody-provides-other-outer-arguments, step charge: the saga's input Outer<String>.In cannot be stored: In is an inner class. Make In static, or a record.
    void charge(Outer<String>.In order) {}

    @Step
    @NoCompensation("test")
    void count(Outer<String>.In order) {}

    @Step
    @NoCompensation("test")
    // error: SAGA020 in saga nobody-provides-other-outer-arguments, step ship: nobody provides Outer<Integer>.In: no step returns it, and the saga's input is Outer<String>.In, as step charge takes it. Let a step return it, or make it a part of the input.
    void ship(Outer<Integer>.In order) {}
  }
}
