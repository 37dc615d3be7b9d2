package io.backstitch.samples.order;

import io.backstitch.samples.order.PlaceOrder.Order;
import java.sql.Connection;
import java.sql.SQLException;

/** The orders as our customers see them. */
final class Purchases {

  private Purchases() {}

  static void accept(Connection db, Order order) throws SQLException {
    Sql.update(
        db,
        "insert into purchase (id, customer, sku, quantity, cents, status)"
            + " values (?, ?, ?, ?, ?, 'ACCEPTED')",
        order.id(),
        order.customer(),
        order.sku(),
        order.quantity(),
        order.cents());
  }

  /** False if the customer has cancelled the order meanwhile. */
  static boolean confirm(Connection db, String id, String trackingCode) throws SQLException {
    return Sql.update(
            db,
            "update purchase set status = 'CONFIRMED', tracking_code = ?"
                + " where id = ? and status = 'ACCEPTED'",
            trackingCode,
            id)
        == 1;
  }

  static void cancel(Connection db, String id) throws SQLException {
    Sql.update(db, "update purchase set status = 'CANCELLED' where id = ?", id);
  }
}
