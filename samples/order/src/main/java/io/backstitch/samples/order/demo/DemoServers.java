package io.backstitch.samples.order.demo;

import io.backstitch.samples.order.OrderEvent;
import io.backstitch.servers.KafkaServer;
import io.backstitch.servers.PostgresServer;
import io.backstitch.servers.PostgresSettings;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The PostgreSQL and the Kafka of one run. */
final class DemoServers implements AutoCloseable {

  static final List<String> TOPICS =
      List.of(OrderEvent.ORDERS, OrderEvent.WAREHOUSE, OrderEvent.ACCOUNTING);
  private static final int PARTITIONS = 4;

  private final PostgresServer postgres = new PostgresServer(PostgresSettings.durable());
  private final KafkaServer kafka = new KafkaServer();

  /** Starts both, side by side. */
  static DemoServers start() {
    DemoServers servers = new DemoServers();
    try {
      CompletableFuture<Void> kafka = CompletableFuture.runAsync(servers.kafka::start);
      servers.postgres.start();
      kafka.join();
      TOPICS.forEach(topic -> servers.kafka.createTopic(topic, PARTITIONS));
      return servers;
    } catch (RuntimeException e) {
      servers.close();
      throw e;
    }
  }

  Databases createDatabases() {
    return new Databases(
        postgres.createDatabase("shop"),
        postgres.createDatabase("cards"),
        postgres.createDatabase("carrier"));
  }

  String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  @Override
  public void close() {
    kafka.close();
    postgres.close();
  }
}
