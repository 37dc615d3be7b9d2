package bad;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("nobody-provides-asupertype")
class NobodyProvidesASupertype {

  record Order(String id) {}

  interface Payment {}

  record CardPayment(String id) implements Payment {}

  @Step
  @NoCompensation("test")
  CardPayment charge(Order order) {
    return new CardPayment("");
  }

  @Step
  // error: SAGA020 in saga nobody-provides-asupertype, step ship: nobody provides Payment: no step returns it, and the saga's input is Order, as step charge takes it. Types must match exactly: step charge returns CardPayment.
  void ship(Order order, Payment payment) {}
}
