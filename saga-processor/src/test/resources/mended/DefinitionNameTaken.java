// The name of the definition is free.
// The definition of `PlaceOrder` is written as `PlaceOrderDefinition`, in the same package.
package mended;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("definition-name-taken")
class DefinitionNameTaken {

  @Step
  void ship(String order) {}
}

class SomethingElse {}
