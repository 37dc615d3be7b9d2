package io.backstitch.samples.quickstart;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import io.backstitch.runtime.StepContext;
import io.backstitch.runtime.StepFailure;
import io.backstitch.samples.quickstart.CardProcessor.CardDeclinedException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;

@Saga("place-order")
public class PlaceOrder {

  public record Order(String id, String sku, int quantity, long cents) {}

  public record Reservation(String sku, int quantity) {}

  public record Payment(String id) {}

  public record OrderPlaced(String orderId, String paymentId) {}

  private final CardProcessor cards;

  public PlaceOrder(CardProcessor cards) {
    this.cards = cards;
  }

  /** Takes a connection: its update and the record that it is done commit together. */
  @Step
  public Reservation reserve(Order order, Connection db) throws SQLException {
    if (changeStock(db, order.sku(), -order.quantity()) == 0) {
      throw StepFailure.permanent("sold out: " + order.sku());
    }
    return new Reservation(order.sku(), order.quantity());
  }

  @Compensate("reserve")
  public void release(Reservation reservation, Connection db) throws SQLException {
    changeStock(db, reservation.sku(), reservation.quantity());
  }

  /** Takes no connection: none is held while the card processor is called. */
  @Step(timeout = "5s")
  public Payment charge(Order order, Reservation reservation, StepContext step) throws IOException {
    try {
      return new Payment(cards.charge(step.idempotencyKey(), order.cents()));
    } catch (CardDeclinedException e) {
      throw StepFailure.permanent(e.getMessage());
    }
  }

  /** Takes an Optional: so it is also run when nobody knows whether the card was charged. */
  @Compensate("charge")
  public void refund(Optional<Payment> payment, StepContext step) throws IOException {
    cards.refund(step.idempotencyKey(), step.idempotencyKeyOf("charge"));
  }

  /** The event is in the outbox if and only if this step is done. */
  @Step
  public OrderPlaced confirm(Order order, Payment payment, Connection db, StepContext step) {
    OrderPlaced placed = new OrderPlaced(order.id(), payment.id());
    step.publish("orders", placed);
    return placed;
  }

  private static int changeStock(Connection db, String sku, int by) throws SQLException {
    try (PreparedStatement sql =
        db.prepareStatement("update stock set free = free + ? where sku = ? and free + ? >= 0")) {
      sql.setInt(1, by);
      sql.setString(2, sku);
      sql.setInt(3, by);
      return sql.executeUpdate();
    }
  }
}
