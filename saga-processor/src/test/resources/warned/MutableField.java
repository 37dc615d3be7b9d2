package warned;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("mutable-field")
class MutableField extends MutableBase {

  // warning: SAGA112 in saga mutable-field: the field last can change, but one instance runs all sagas of its kind, side by side. Make it final, or hand the value from step to step.
  private String last = "";

  // warning: SAGA112 in saga mutable-field: the field count can change, but one instance runs all sagas of its kind, side by side. Make it final, or hand the value from step to step.
  static int count;

  private final StringBuilder log = new StringBuilder();

  @Step(transactional = true)
  void note(String order) {
    last = order;
    log.append(last).append(count).append(orders);
  }
}

class MutableBase {
  // warning: SAGA112 in saga mutable-field: the field orders can change, but one instance runs all sagas of its kind, side by side. Make it final, or hand the value from step to step.
  protected int orders;
}
