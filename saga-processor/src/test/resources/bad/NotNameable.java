package bad;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import java.util.List;

@Saga("not-nameable")
class NotNameable {

  private record Order(String id) {}

  private static class Outer {

    record Payment(String id) {}
  }

  @Step
  @NoCompensation("test")
  // error: SAGA081 in saga not-nameable, step charge: the definition cannot name List<Payment>: Outer is private. Take private away from Outer.
  // error: SAGA081 in saga not-nameable, step charge: the definition cannot name Order: Order is private. Take private away from Order.
  List<Outer.Payment> charge(Order order) {
    return List.of();
  }

  @Step
  void ship(Order order, List<Outer.Payment> payments) {}
}
