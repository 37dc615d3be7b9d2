package io.backstitch.samples.order.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/** Fills the databases before the shops open. */
final class DatabaseSetup {

  private DatabaseSetup() {}

  /** The tables of the shop and of the remote services, and all that the season begins with. */
  static void create(Databases databases, Season season) throws SQLException {
    run(databases.cards(), "/io/backstitch/samples/order/remote/remote-service.sql");
    run(databases.carrier(), "/io/backstitch/samples/order/remote/remote-service.sql");
    run(databases.shop(), "/io/backstitch/samples/order/shop.sql");
    try (Connection db = DriverManager.getConnection(databases.shop())) {
      db.setAutoCommit(false);
      fill(db, season);
      db.commit();
    }
  }

  /**
   * Counts every event that commits, independently of the outbox, which forgets what it has sent.
   */
  static void countEvents(Databases databases) throws SQLException {
    run(databases.shop(), "/io/backstitch/samples/order/demo/event-log.sql");
  }

  private static void fill(Connection db, Season season) throws SQLException {
    try (PreparedStatement item = db.prepareStatement("insert into item values (?, ?, ?)");
        PreparedStatement stock = db.prepareStatement("insert into stock values (?, ?)");
        PreparedStatement customer = db.prepareStatement("insert into customer values (?, ?)");
        PreparedStatement cart = db.prepareStatement("insert into cart values (?, ?, ?, ?)")) {
      for (Season.Item it : season.items()) {
        add(item, it.sku(), it.title(), it.cents());
        add(stock, it.sku(), it.free());
      }
      for (String id : season.customers()) {
        add(customer, id, "Customer " + id);
      }
      for (Season.Cart it : season.carts()) {
        add(cart, it.orderId(), it.customer(), it.sku(), it.quantity());
      }
      item.executeBatch();
      stock.executeBatch();
      customer.executeBatch();
      cart.executeBatch();
    }
  }

  private static void add(PreparedStatement batch, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      batch.setObject(i + 1, values[i]);
    }
    batch.addBatch();
  }

  private static void run(String url, String script) throws SQLException {
    try (InputStream file =
            Objects.requireNonNull(DatabaseSetup.class.getResourceAsStream(script), script);
        Connection db = DriverManager.getConnection(url);
        Statement statement = db.createStatement()) {
      statement.execute(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
