package io.backstitch.samples.consumer;

import io.backstitch.outbox.Inbox;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Makes a shipment for each order. Nothing in its table would keep it from making two. */
final class Shipping implements OrderHandler {

  static final String CONSUMER = "shipping";

  /** What the migrations of the service create. */
  static final String TABLE = "create table if not exists shipment (order_id text not null)";

  private final Inbox inbox;

  Shipping(DataSource dataSource) {
    inbox = Inbox.on(dataSource);
  }

  @Override
  public void handle(String messageId, String orderId) throws SQLException {
    inbox.handle(CONSUMER, messageId, connection -> ship(connection, orderId));
  }

  private static void ship(Connection connection, String orderId) throws SQLException {
    try (PreparedStatement sql =
        connection.prepareStatement("insert into shipment (order_id) values (?)")) {
      sql.setString(1, orderId);
      sql.executeUpdate();
    }
  }
}
