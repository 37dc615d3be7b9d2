package bad;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.From;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("result-need-not-exist-beside")
class ResultNeedNotExistBeside {

  record Trip(String id) {}

  record Seat(String id) {}

  @Step
  Seat outbound(Trip trip) {
    return new Seat("");
  }

  @Step
  @NoCompensation("test")
  Seat inbound(Trip trip) {
    return new Seat("");
  }

  @Compensate("outbound")
  // error: SAGA043 in saga result-need-not-exist-beside, compensation cancel: it takes the result of step inbound, which need not exist when step outbound is undone. Take only the result of outbound and of steps that come before it.
  void cancel(@From("outbound") Seat seat, @From("inbound") Seat other) {}
}
