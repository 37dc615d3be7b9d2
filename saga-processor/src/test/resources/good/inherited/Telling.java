package inherited;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Step;

interface Telling<T> {

  @Step
  @NoCompensation("telling cannot be undone")
  default void tell(T created) {}
}
