// A saga that inherits from a generic class says with which types.
// Without them everything that the inherited steps take and return would be Object, which says
// neither where a value comes from nor how to store it.
package mended;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import io.backstitch.runtime.StepContext;

abstract class Shipping<T, R> {

  abstract R shipped(T order);

  @Step
  R ship(T order, StepContext context) {
    return shipped(order);
  }
}

@Saga("raw-supertype")
class RawSupertype extends Shipping<String, Integer> {

  @Override
  Integer shipped(String order) {
    return order.length();
  }
}
