package io.backstitch.samples.order;

import java.sql.Connection;
import java.sql.SQLException;

/** What lies in the warehouse: free, reserved for an order, or sold. */
final class Stock {

  private Stock() {}

  /** False if there is not enough. */
  static boolean reserve(Connection db, String sku, int quantity) throws SQLException {
    return Sql.update(
            db,
            "update stock set free = free - ?, reserved = reserved + ? where sku = ? and free >= ?",
            quantity,
            quantity,
            sku,
            quantity)
        == 1;
  }

  static void release(Connection db, String sku, int quantity) throws SQLException {
    Sql.update(
        db,
        "update stock set free = free + ?, reserved = reserved - ? where sku = ?",
        quantity,
        quantity,
        sku);
  }

  static void sell(Connection db, String sku, int quantity) throws SQLException {
    Sql.update(
        db,
        "update stock set reserved = reserved - ?, sold = sold + ? where sku = ?",
        quantity,
        quantity,
        sku);
  }
}
