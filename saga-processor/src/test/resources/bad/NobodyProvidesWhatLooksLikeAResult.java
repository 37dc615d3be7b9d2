package bad;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

/** What is wrong is told where it is wrong, however often the wrong type is taken. */
class NobodyProvidesWhatLooksLikeAResult {

  record Order(String id) {}

  interface Event {}

  record Placed(String id) implements Event {}

  record Payment(String id) {}

  @Saga("a-supertype-taken-twice")
  static class Supertype {

    @Step
    Placed place(Order order) {
      return new Placed("");
    }

    @Compensate("place")
    void unplace(Event placed) {}

    @Step
    // error: SAGA020 in saga a-supertype-taken-twice, step tell: nobody provides Event: no step returns it, and the saga's input is Order, as step place takes it. Types must match exactly: step place returns Placed.
    void tell(Event placed) {}
  }

  @Saga("a-result-forgotten")
  static class Forgotten {

    @Step
    void charge(Order order) {}

    @Compensate("charge")
    void refund(Payment payment) {}

    @Step
    // error: SAGA020 in saga a-result-forgotten, step ship: nobody provides Payment: no step returns it, and the saga's input is Order, as step charge takes it. Let a step return it, or make it a part of the input.
    void ship(Payment payment) {}
  }
}
