package io.backstitch.samples.order.demo;

import com.zaxxer.hikari.HikariDataSource;
import io.backstitch.runtime.SagaEngine;
import io.backstitch.samples.order.PlaceOrder;
import io.backstitch.samples.order.PlaceOrderDefinition;
import io.backstitch.samples.order.remote.SimulatedCards;
import io.backstitch.samples.order.remote.SimulatedCarrier;
import io.backstitch.servers.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A shop with its databases, fresh for one test; its engines run in this JVM. */
final class ShopUnderTest implements AutoCloseable {

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Duration LEASE = Duration.ofSeconds(2);

  private final PostgresServer server = PostgresServer.shared();
  private final int number = COUNT.incrementAndGet();
  private final Season season;
  private final Databases databases;
  private final HikariDataSource pool;

  ShopUnderTest(Season season) throws SQLException {
    this.season = season;
    this.databases = createDatabases(name -> "template1");
    this.pool = Databases.pool(databases.shop(), 8);
    DatabaseSetup.create(databases, season);
    SagaEngine.builder(pool).build().close();
    DatabaseSetup.countEvents(databases);
  }

  Databases databases() {
    return databases;
  }

  SagaEngine engine() {
    PlaceOrder placeOrder =
        new PlaceOrder(
            new SimulatedCards(server.dataSource(name("cards")), season::cardFate),
            new SimulatedCarrier(server.dataSource(name("carrier")), season::carrierFate));
    return SagaEngine.builder(pool)
        .leaseFor(LEASE)
        .register(PlaceOrderDefinition.of(placeOrder))
        .build();
  }

  /** Places all orders of the season, one after another. */
  void placeAllOrders() {
    try (SagaEngine engine = engine()) {
      new Checkout(pool, engine).run();
    }
  }

  /** How often an engine took a saga from another that had died. */
  long takeOvers() {
    return new Figures(databases.shop())
        .number("select count(*) from saga_journal where kind = 'TAKEN_OVER'");
  }

  /** The databases as they are now, to be spoilt. The shop must be closed. */
  Databases copy() throws SQLException {
    return createDatabases(this::name);
  }

  private Databases createDatabases(UnaryOperator<String> templates) throws SQLException {
    return new Databases(
        createDatabase("shop", templates),
        createDatabase("cards", templates),
        createDatabase("carrier", templates));
  }

  private String createDatabase(String service, UnaryOperator<String> templates)
      throws SQLException {
    boolean isCopy = databases != null;
    String name = isCopy ? name(service) + "_copy_" + COUNT.incrementAndGet() : name(service);
    execute(
        server.jdbcUrl("postgres"),
        "create database %s template %s".formatted(name, templates.apply(service)));
    return server.jdbcUrl(name);
  }

  private String name(String service) {
    return service + "_" + number;
  }

  static void execute(String url, String sql) throws SQLException {
    try (Connection db = DriverManager.getConnection(url);
        Statement statement = db.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
