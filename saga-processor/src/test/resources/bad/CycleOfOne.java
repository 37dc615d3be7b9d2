package bad;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("cycle-of-one")
class CycleOfOne {

  record Order(String id) {}

  @Step
  // error: SAGA030 in saga cycle-of-one, step enrich: steps wait for each other, so none of them can begin: enrich → enrich (enrich takes Order from enrich). Let one of them take something else, or return a type of its own.
  Order enrich(Order order) {
    return order;
  }
}
