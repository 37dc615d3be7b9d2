// The fields of a saga class are final.
// One instance runs all sagas of its kind, in many threads at once, and another engine may go on with any of them. What one
// step wants to tell another is its result.
package mended;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("mutable-field")
class MutableField extends MutableBase {

  private final StringBuilder log = new StringBuilder();

  @Step(transactional = true)
  void note(String order) {
    log.append(order).append(orders);
  }
}

class MutableBase {
  protected final int orders = 1;
}
