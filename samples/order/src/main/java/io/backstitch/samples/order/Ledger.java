package io.backstitch.samples.order;

import io.backstitch.samples.order.PlaceOrder.Order;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Double entry: every booking adds to one account what it takes from another, so all of them
 * together are always zero. What the card processor owes us stands on {@code clearing}; what we owe
 * a customer on his own account; what we earned on {@code revenue}. Cents; what we owe or earned is
 * negative.
 */
final class Ledger {

  private static final String CLEARING = "clearing";
  private static final String REVENUE = "revenue";

  private Ledger() {}

  static void paid(Connection db, Order order, long cents) throws SQLException {
    move(db, order, cents, customer(order), CLEARING);
  }

  static void paidBack(Connection db, Order order, long cents) throws SQLException {
    move(db, order, cents, CLEARING, customer(order));
  }

  static void earned(Connection db, Order order) throws SQLException {
    move(db, order, order.cents(), REVENUE, customer(order));
  }

  private static void move(Connection db, Order order, long cents, String from, String to)
      throws SQLException {
    Sql.update(
        db,
        "insert into ledger_entry (order_id, account, cents) values (?, ?, ?), (?, ?, ?)",
        order.id(),
        from,
        -cents,
        order.id(),
        to,
        cents);
  }

  private static String customer(Order order) {
    return "customer " + order.customer();
  }
}
