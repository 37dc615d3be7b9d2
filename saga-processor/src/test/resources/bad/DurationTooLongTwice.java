package bad;

import io.backstitch.annotations.Retry;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("duration-too-long-twice")
class DurationTooLongTwice {

  // error: SAGA075 in saga duration-too-long-twice, step charge: backoff 'P365DT1S' is too long. Write 365d or less.
  // error: SAGA075 in saga duration-too-long-twice, step charge: maxBackoff '8761h' is too long. Write 365d or less.
  @Step(retry = @Retry(backoff = "P365DT1S", maxBackoff = "8761h"))
  void charge(String order) {}
}
