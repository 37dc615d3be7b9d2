package io.backstitch.samples.order.demo;

import com.zaxxer.hikari.HikariDataSource;
import io.backstitch.broker.kafka.KafkaBroker;
import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.OutboxRelay;

/**
 * A relay in a process of its own. Arguments: the URL of the shop's database, the address of Kafka.
 */
final class RelayProcess {

  private static final int CONNECTIONS = 4;

  private RelayProcess() {}

  public static void main(String[] arguments) throws InterruptedException {
    HikariDataSource shop = Databases.pool(arguments[0], CONNECTIONS);
    MessageBroker broker = KafkaBroker.connect(arguments[1]);
    OutboxRelay relay = OutboxRelay.builder(shop, broker).build();
    Runtime.getRuntime().addShutdownHook(new Thread(relay::close));
    relay.start();
    Thread.currentThread().join();
  }
}
