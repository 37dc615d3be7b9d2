// The name of a saga is `[a-z][a-z0-9-]*`, with at most 100 characters.
// It is stored with every instance and stands in logs and messages, so it is plain and never
// changes.
package mended;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("place-order")
class BadSagaName {

  record Order(String id) {}

  @Step
  void ship(Order order) {}
}
