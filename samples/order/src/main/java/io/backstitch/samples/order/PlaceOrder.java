package io.backstitch.samples.order;

import static io.backstitch.samples.order.OrderEvent.ACCOUNTING;
import static io.backstitch.samples.order.OrderEvent.ORDERS;
import static io.backstitch.samples.order.OrderEvent.WAREHOUSE;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.Retry;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import io.backstitch.runtime.StepContext;
import io.backstitch.runtime.StepFailure;
import io.backstitch.samples.order.OrderEvent.CardCharged;
import io.backstitch.samples.order.OrderEvent.CardRefunded;
import io.backstitch.samples.order.OrderEvent.OrderAccepted;
import io.backstitch.samples.order.OrderEvent.OrderCancelled;
import io.backstitch.samples.order.OrderEvent.OrderConfirmed;
import io.backstitch.samples.order.OrderEvent.ParcelBooked;
import io.backstitch.samples.order.OrderEvent.ParcelCancelled;
import io.backstitch.samples.order.OrderEvent.PaymentBooked;
import io.backstitch.samples.order.OrderEvent.PaymentReversed;
import io.backstitch.samples.order.OrderEvent.StockReleased;
import io.backstitch.samples.order.OrderEvent.StockReserved;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Places an order: accept, reserve, charge, book, ship, confirm. Steps that take a {@link
 * Connection} change our own tables, in the transaction that records the step; the others call
 * someone else.
 */
@Saga("place-order")
public class PlaceOrder {

  public record Order(String id, String customer, String sku, int quantity, long cents) {}

  public record Accepted(String orderId) {}

  public record Reservation(String sku, int quantity) {}

  public record Payment(String id, long cents) {}

  public record Booking(long cents) {}

  public record Parcel(String trackingCode) {}

  public record Confirmation(String orderId, String trackingCode) {}

  private final CardProcessor cards;
  private final Carrier carrier;

  public PlaceOrder(CardProcessor cards, Carrier carrier) {
    this.cards = cards;
    this.carrier = carrier;
  }

  @Step
  public Accepted accept(Order order, Connection db, StepContext step) throws SQLException {
    Purchases.accept(db, order);
    step.publish(ORDERS, new OrderAccepted(order.id(), order.customer()));
    return new Accepted(order.id());
  }

  @Compensate("accept")
  public void cancel(Accepted accepted, Connection db, StepContext step) throws SQLException {
    Purchases.cancel(db, accepted.orderId());
    step.publish(ORDERS, new OrderCancelled(accepted.orderId()));
  }

  @Step
  public Reservation reserve(Order order, Accepted accepted, Connection db, StepContext step)
      throws SQLException {
    if (!Stock.reserve(db, order.sku(), order.quantity())) {
      throw StepFailure.permanent("sold out: " + order.sku());
    }
    step.publish(WAREHOUSE, new StockReserved(order.id(), order.sku(), order.quantity()));
    return new Reservation(order.sku(), order.quantity());
  }

  @Compensate("reserve")
  public void release(Order order, Reservation reservation, Connection db, StepContext step)
      throws SQLException {
    Stock.release(db, reservation.sku(), reservation.quantity());
    step.publish(
        WAREHOUSE, new StockReleased(order.id(), reservation.sku(), reservation.quantity()));
  }

  @Step(timeout = "5s", retry = @Retry(maxAttempts = 3, backoff = "20ms"))
  public Payment charge(Order order, Reservation reservation, StepContext step) {
    String id = cards.charge(step.idempotencyKey(), order.id(), order.cents());
    step.publish(ACCOUNTING, new CardCharged(order.id(), id, order.cents()));
    return new Payment(id, order.cents());
  }

  /**
   * Without a payment nobody knows whether the card was charged. The processor knows the charge by
   * the key that the step had, not by that of this compensation.
   */
  @Compensate("charge")
  public void refund(Order order, Optional<Payment> payment, StepContext step) {
    payment.ifPresentOrElse(
        known -> cards.refund(step.idempotencyKey(), known.id()),
        () -> cards.voidCharge(step.idempotencyKey(), step.idempotencyKeyOf("charge")));
    step.publish(ACCOUNTING, new CardRefunded(order.id(), order.cents()));
  }

  @Step
  public Booking book(Order order, Payment payment, Connection db, StepContext step)
      throws SQLException {
    Ledger.paid(db, order, payment.cents());
    step.publish(ACCOUNTING, new PaymentBooked(order.id(), payment.cents()));
    return new Booking(payment.cents());
  }

  @Compensate("book")
  public void reverse(Order order, Booking booking, Connection db, StepContext step)
      throws SQLException {
    Ledger.paidBack(db, order, booking.cents());
    step.publish(ACCOUNTING, new PaymentReversed(order.id(), booking.cents()));
  }

  @Step(timeout = "5s", retry = @Retry(maxAttempts = 3, backoff = "20ms"))
  public Parcel ship(Order order, Booking booking, StepContext step) {
    String trackingCode = carrier.book(step.idempotencyKey(), order.id());
    step.publish(WAREHOUSE, new ParcelBooked(order.id(), trackingCode));
    return new Parcel(trackingCode);
  }

  /**
   * The carrier cancels by the booking's key, so it makes no difference whether it ever answered.
   */
  @Compensate("ship")
  public void recall(Order order, Optional<Parcel> parcel, StepContext step) {
    carrier.cancel(step.idempotencyKey(), step.idempotencyKeyOf("ship"));
    step.publish(WAREHOUSE, new ParcelCancelled(order.id()));
  }

  /** Only now have we earned the money. */
  @Step
  public Confirmation confirm(
      Order order, Reservation reservation, Parcel parcel, Connection db, StepContext step)
      throws SQLException {
    if (!Purchases.confirm(db, order.id(), parcel.trackingCode())) {
      throw StepFailure.permanent("the customer has cancelled the order");
    }
    Stock.sell(db, reservation.sku(), reservation.quantity());
    Ledger.earned(db, order);
    step.publish(ORDERS, new OrderConfirmed(order.id(), parcel.trackingCode()));
    return new Confirmation(order.id(), parcel.trackingCode());
  }
}
