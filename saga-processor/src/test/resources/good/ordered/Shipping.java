package ordered;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import io.backstitch.runtime.StepContext;
import io.backstitch.runtime.StepFailure;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The compensation that has to wait would be the first to begin, if nobody held it back. */
@Saga("shipping")
class Shipping {

  record Order(String id) {}

  record Reservation(String order) {}

  record Payment(String order) {}

  private final Map<String, CountDownLatch> released = new ConcurrentHashMap<>();

  @Step
  Reservation reserve(Order order, StepContext context) {
    return new Reservation(order.id());
  }

  @Compensate("reserve")
  void release(Optional<Reservation> reservation, StepContext context) {
    released(context).countDown();
  }

  @Step
  Payment charge(Reservation reservation, StepContext context) {
    return new Payment(reservation.order());
  }

  @Compensate("charge")
  void refund(Optional<Payment> payment, StepContext context) throws InterruptedException {
    if (released(context).await(300, TimeUnit.MILLISECONDS)) {
      throw StepFailure.permanent("the stock was released before the payment was given back");
    }
  }

  private CountDownLatch released(StepContext context) {
    return released.computeIfAbsent(context.sagaKey(), saga -> new CountDownLatch(1));
  }

  @Step
  String ship(Payment payment, StepContext context) {
    return "shipped " + payment.order();
  }
}
