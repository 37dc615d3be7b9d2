package bad;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import java.util.Optional;

class NobodyProvidesARawOptional {

  record Order(String id) {}

  @Saga("nobody-provides-a-raw-optional")
  static class Raw {

    @Step
    String charge(Order order) {
      return "";
    }

    @Step
    void ship(String payment) {}

    @Compensate("charge")
    @SuppressWarnings("rawtypes")
    // error: SAGA020 in saga nobody-provides-a-raw-optional, compensation refund: nobody provides Optional: no step returns it, and the saga's input is Order, as step charge takes it. Take Optional<String>, as step charge returns String.
    void refund(Optional payment) {}
  }

  @Saga("nobody-provides-a-wildcard-optional")
  static class Wildcard {

    @Step
    String charge(Order order) {
      return "";
    }

    @Step
    void ship(String payment) {}

    @Compensate("charge")
    // error: SAGA020 in saga nobody-provides-a-wildcard-optional, compensation refund: nobody provides Optional<? extends String>: no step returns it, and the saga's input is Order, as step charge takes it. Take Optional<String>, as step charge returns String.
    void refund(Optional<? extends String> payment) {}
  }

  @Saga("nobody-provides-an-optional-of-nothing")
  static class Nothing {

    @Step
    void charge(Order order) {}

    @Step(after = "charge")
    void ship(Order order) {}

    @Compensate("charge")
    // error: SAGA020 in saga nobody-provides-an-optional-of-nothing, compensation refund: nobody provides Optional<String>: no step returns it, and the saga's input is Order, as step charge takes it. Take Optional<Void>, as step charge returns nothing.
    void refund(Optional<String> payment) {}
  }
}
