package ordered;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import io.backstitch.runtime.StepContext;
import io.backstitch.runtime.StepFailure;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The compensation that has to wait would be the first to begin, if nobody held it back. */
@Saga("shipping")
class Shipping {

  record Order(String id) {}

  record Reservation(String order) {}

  record Payment(String order) {}

  private final CountDownLatch released = new CountDownLatch(1);

  @Step
  Reservation reserve(Order order, StepContext context) {
    return new Reservation(order.id());
  }

  @Compensate("reserve")
  void release(Optional<Reservation> reservation) {
    released.countDown();
  }

  @Step
  Payment charge(Reservation reservation, StepContext context) {
    return new Payment(reservation.order());
  }

  @Compensate("charge")
  void refund(Optional<Payment> payment) throws InterruptedException {
    if (released.await(300, TimeUnit.MILLISECONDS)) {
      throw StepFailure.permanent("the stock was released before the payment was given back");
    }
  }

  @Step
  String ship(Payment payment, StepContext context) {
    return "shipped " + payment.order();
  }
}
