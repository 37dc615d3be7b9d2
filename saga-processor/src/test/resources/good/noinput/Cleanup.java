package noinput;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

/** Takes nothing; two last steps return something, so the saga has no result. */
@Saga("cleanup")
@SuppressWarnings({"SAGA110", "SAGA113", "SAGA115"})
public class Cleanup {

  @Step
  @NoCompensation("what is gone is gone")
  public int files() {
    return 1;
  }

  @Step
  @NoCompensation("what is gone is gone")
  public long rows() {
    return 1;
  }
}
