package bad;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("compensations-wait-by-after")
class CompensationsWaitByAfter {

  record Trip(String id) {}

  record Seat(String id) {}

  @Step
  Seat outbound(Trip trip) {
    return new Seat("");
  }

  @Step
  Seat inbound(Trip trip) {
    return new Seat("");
  }

  @Compensate(value = "outbound", after = "inbound")
  void cancelOutbound(Seat seat) {}

  // error: SAGA044 in saga compensations-wait-by-after, compensation cancelInbound: compensations wait for each other: undoing inbound waits for undoing outbound waits for undoing inbound. Take 'outbound' out of after.
  @Compensate(value = "inbound", after = "outbound")
  void cancelInbound(Seat seat) {}
}
