// An order that is said by `after` does not follow from the rest anyway.
// A step comes after those whose results it takes, and compensations run in reverse of that. Who reads an `after` looks for
// its reason.
package mended;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("after-implied")
class AfterImplied {

  record Order(String id) {}

  record Reservation(String id) {}

  record Payment(String id) {}

  @Step(transactional = true)
  Reservation reserve(Order order) {
    return new Reservation(order.id());
  }

  @Compensate("reserve")
  void release(Reservation reservation) {}

  @Step(transactional = true)
  Payment charge(Reservation reservation) {
    return new Payment(reservation.id());
  }

  @Compensate("charge")
  void refund(Payment payment) {}

  @Step(transactional = true)
  @NoCompensation("test")
  void ship(Payment payment) {}

  @Step(transactional = true, after = "ship")
  void tell() {}
}
