package inherited;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.Step;
import java.util.Optional;

/** The steps that several sagas share. */
abstract class Base<I, T> implements Telling<T> {

  @Step
  T create(I input) {
    return created(input);
  }

  abstract T created(I input);

  @Compensate("create")
  void destroy(I input, Optional<T> created) {}

  @Step(after = "create")
  String replaced(I input) {
    return "nothing";
  }
}
