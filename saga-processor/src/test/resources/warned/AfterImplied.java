package warned;

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

  // warning: SAGA114 in saga after-implied, compensation release: after 'charge' says nothing new, as charge comes after reserve, so it is undone before it. Take 'charge' out of after.
  @Compensate(value = "reserve", after = "charge")
  void release(Reservation reservation) {}

  // warning: SAGA114 in saga after-implied, step charge: after 'reserve' says nothing new, as charge takes Reservation from reserve. Take 'reserve' out of after.
  @Step(transactional = true, after = "reserve")
  Payment charge(Reservation reservation) {
    return new Payment(reservation.id());
  }

  @Compensate("charge")
  void refund(Payment payment) {}

  // warning: SAGA114 in saga after-implied, step ship: after 'reserve' says nothing new, as ship takes Payment from charge. Take 'reserve' out of after.
  @Step(transactional = true, after = "reserve")
  @NoCompensation("test")
  void ship(Payment payment) {}

  // warning: SAGA114 in saga after-implied, step tell: after 'ship' says nothing new, as tell is after ship. Take 'ship' out of after.
  @Step(transactional = true, after = {"ship", "ship"})
  void tell() {}
}
