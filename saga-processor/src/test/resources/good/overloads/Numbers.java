package overloads;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Step;

/** Overloaded where the class that inherits it is overloaded too. */
abstract class Numbers<T> {

  @Step
  @NoCompensation("numbers are not given twice")
  Integer number(T order) {
    return 7;
  }

  long number(T order, int number) {
    return number;
  }
}
