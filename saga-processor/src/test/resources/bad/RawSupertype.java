package bad;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

abstract class Shipping<T, R> {

  @Step
  R ship(T order) {
    return null;
  }
}

@Saga("raw-supertype")
@SuppressWarnings("rawtypes")
// error: SAGA009 in saga raw-supertype: it inherits Shipping without type arguments, so the types of its steps are not known. Write Shipping<...> with the types.
class RawSupertype extends Shipping {}
