package io.backstitch.samples.consumer;

import com.zaxxer.hikari.HikariDataSource;

/**
 * The shipping service in a process of its own. Arguments: the URL of its database, the kind of
 * broker, the broker's address, the topic, queue or stream, and the name of this process.
 */
final class ShippingProcess {

  private ShippingProcess() {}

  public static void main(String[] arguments) throws Exception {
    try (HikariDataSource database = new HikariDataSource()) {
      database.setJdbcUrl(arguments[0]);
      database.setMaximumPoolSize(2);
      Shipping shipping = new Shipping(database);
      try (OrderConsumer consumer = consumer(arguments, shipping)) {
        consumer.run();
      }
    }
  }

  private static OrderConsumer consumer(String[] arguments, OrderHandler handler) throws Exception {
    String address = arguments[2];
    String place = arguments[3];
    return switch (arguments[1]) {
      case "kafka" -> new KafkaOrders(address, place, handler);
      case "rabbitmq" -> new RabbitOrders(address, place, handler);
      case "redis" -> new RedisOrders(address, place, arguments[4], handler);
      default -> throw new IllegalArgumentException("No such broker: " + arguments[1]);
    };
  }
}
