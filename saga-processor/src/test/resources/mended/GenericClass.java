// A saga has no type parameters.
// The steps are ordered by the types that they take and return, so these must be known. A saga may
// extend a generic class.
package mended;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

class GenericClass {

  abstract static class Ships<T> {

    @Step
    void ship(T order) {}
  }

  @Saga("generic-class")
  static class ShipsOrders extends Ships<String> {}
}
