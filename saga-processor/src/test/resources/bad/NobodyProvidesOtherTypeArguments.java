package bad;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import java.util.List;

@Saga("nobody-provides-other-type-arguments")
class NobodyProvidesOtherTypeArguments {

  record Order(String id) {}

  @Step
  @NoCompensation("test")
  List<String> charge(Order order) {
    return List.of();
  }

  @Step
  // error: SAGA020 in saga nobody-provides-other-type-arguments, step ship: nobody provides List<Integer>: no step returns it, and the saga's input is Order, as step charge takes it. Types must match exactly: step charge returns List<String>.
  void ship(Order order, List<Integer> payments) {}
}
