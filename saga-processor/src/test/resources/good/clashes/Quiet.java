package clashes;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

/** Without a result, beside a class that is called like the package of {@code Void}. */
@Saga("quiet")
@SuppressWarnings("SAGA110")
class Quiet {

  /** Called like what stands for no result. */
  record Void(String value) {}

  @Step
  @NoCompensation("a test")
  Void named(Argument input) {
    return new Void(input.value());
  }

  @Step
  void last(Void named) {}
}
