package io.backstitch.samples.order.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.servers.JavaProcess;
import io.backstitch.servers.KafkaServer;
import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class BrokerDownTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void orders_are_placed_without_a_broker_and_every_event_arrives_in_order_when_it_comes_up()
      throws SQLException {
    Season season = new Season(3, 100);
    try (KafkaServer kafka = new KafkaServer();
        ShopUnderTest shop = new ShopUnderTest(season);
        JavaProcess relay =
            JavaProcess.start(
                RelayProcess.class, shop.databases().shop(), kafka.bootstrapServers())) {
      shop.placeAllOrders();
      assertThat(new Audit(shop.databases(), season).ofTheShop().failures()).isEmpty();
      Figures figures = new Figures(shop.databases().shop());
      long committed = figures.number("select count(*) from event_log");
      assertThat(figures.number("select count(*) from saga_outbox")).isEqualTo(committed);

      kafka.start();
      Awaitility.await()
          .atMost(LIMIT)
          .until(() -> figures.number("select count(*) from saga_outbox") == 0);
      EventConsumer consumer = EventConsumer.start(kafka.bootstrapServers(), DemoServers.TOPICS);
      consumer.close();

      assertThat(relay.isAlive()).isTrue();
      assertThat(new Audit(shop.databases(), season).of(consumer.delivered()).failures()).isEmpty();
    }
  }
}
