package io.backstitch.samples.order.demo;

import io.backstitch.runtime.SagaEngine;
import io.backstitch.runtime.SagaHandle;
import io.backstitch.samples.order.PlaceOrder.Confirmation;
import io.backstitch.samples.order.PlaceOrder.Order;
import io.backstitch.samples.order.PlaceOrderDefinition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Takes up carts, one after another. The cart goes and the saga is accepted in one transaction, so
 * no order is lost and none is placed twice, wherever the shop dies.
 */
final class Checkout implements Runnable {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String TAKE =
      "delete from cart using item where item.sku = cart.sku and order_id ="
          + " (select order_id from cart order by order_id limit 1 for update skip locked)"
          + " returning order_id, customer, cart.sku, quantity, quantity * price_cents";

  private final DataSource shop;
  private final SagaEngine engine;

  Checkout(DataSource shop, SagaEngine engine) {
    this.shop = shop;
    this.engine = engine;
  }

  /** Goes on until no cart is left, with one order at a time. */
  @Override
  public void run() {
    try {
      for (Optional<SagaHandle<Confirmation>> saga = next(); saga.isPresent(); saga = next()) {
        saga.get().await(PATIENCE);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The checkout cannot go on: " + e.getMessage(), e);
    }
  }

  private Optional<SagaHandle<Confirmation>> next() throws SQLException {
    try (Connection db = shop.getConnection()) {
      db.setAutoCommit(false);
      while (true) {
        Optional<Order> order = take(db);
        if (order.isPresent()) {
          SagaHandle<Confirmation> saga =
              engine.submit(db, PlaceOrderDefinition.SAGA, order.get().id(), order.get());
          db.commit();
          return Optional.of(saga);
        }
        if (!othersHoldCarts(db)) {
          return Optional.empty();
        }
      }
    }
  }

  private static Optional<Order> take(Connection db) throws SQLException {
    try (PreparedStatement sql = db.prepareStatement(TAKE);
        ResultSet row = sql.executeQuery()) {
      if (!row.next()) {
        return Optional.empty();
      }
      return Optional.of(
          new Order(
              row.getString(1), row.getString(2), row.getString(3), row.getInt(4), row.getLong(5)));
    }
  }

  /** If another shop holds carts, waits until it has taken one of them or has died. */
  private static boolean othersHoldCarts(Connection db) throws SQLException {
    try (Statement sql = db.createStatement()) {
      boolean some;
      try (ResultSet row = sql.executeQuery("select exists (select from cart)")) {
        row.next();
        some = row.getBoolean(1);
      }
      if (some) {
        sql.execute("select from cart order by order_id limit 1 for update");
      }
      db.rollback();
      return some;
    }
  }
}
