package bad;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import java.util.Optional;
import java.util.OptionalInt;

@Saga("nobody-provides-the-optional")
class NobodyProvidesTheOptional {

  record Order(String id) {}

  @Step
  int count(Order order) {
    return 1;
  }

  @Step
  @NoCompensation("test")
  void ship(Order order, int pieces) {}

  @Step(after = "ship")
  @NoCompensation("test")
  // error: SAGA020 in saga nobody-provides-the-optional, step letter: nobody provides Optional<Order>: no step returns it, and the saga's input is Order, as step count takes it. Take Order itself, which is always there.
  String letter(Optional<Order> order) {
    return "";
  }

  @Step
  // error: SAGA020 in saga nobody-provides-the-optional, step post: nobody provides Optional<String>: no step returns it, and the saga's input is Order, as step count takes it. Types must match exactly: step letter returns String.
  void post(Optional<String> letter) {}

  @Compensate("count")
  // error: SAGA020 in saga nobody-provides-the-optional, compensation uncount: nobody provides OptionalInt: no step returns it, and the saga's input is Order, as step count takes it. Take Optional<Integer>, as step count returns Integer.
  void uncount(OptionalInt pieces) {}
}
