package io.backstitch.broker.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.backstitch.outbox.OutboxRelay;
import io.backstitch.servers.Database;
import io.backstitch.servers.KafkaServer;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** The outbox on a Kafka that is down, or goes down. */
class KafkaOutageTest {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int KEYS = 20;

  @RegisterExtension static final Database db = Database.fresh();

  private final KafkaServer kafka = new KafkaServer();
  private final Logger logger = (Logger) LoggerFactory.getLogger(OutboxRelay.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private Orders orders;

  @BeforeEach
  void empty() throws Exception {
    orders = new Orders(db);
    log.start();
    logger.addAppender(log);
    logger.setAdditive(false);
    logger.setLevel(Level.WARN);
  }

  @AfterEach
  void stopKafka() {
    kafka.close();
    logger.detachAppender(log);
    logger.setLevel(Level.OFF);
  }

  @Test
  void what_was_appended_before_kafka_came_up_arrives_in_order() throws Exception {
    try (KafkaBroker broker = broker();
        OutboxRelay relay = relay(broker, "relay")) {
      orders.appendCounting("orders", KEYS, 0, 50);
      relay.start();
      orders.appendCounting("orders", KEYS, 50, 100);
      await().atMost(PATIENCE).until(this::heardThatTheBrokerIsAway);
      assertThat(orders.inOutbox()).isEqualTo(KEYS * 100);

      kafka.start();
      await().atMost(PATIENCE).until(() -> orders.inOutbox() == 0);
    }

    assertThat(orders.dead()).isZero();
    assertEverythingInOrder(100);
  }

  @Test
  void a_broker_that_is_killed_and_comes_back_has_everything_in_order() throws Exception {
    kafka.start();
    kafka.createTopic("orders", 4);
    try (KafkaBroker broker = broker();
        KafkaBroker otherBroker = broker();
        OutboxRelay relay = relay(broker, "relay");
        OutboxRelay otherRelay = relay(otherBroker, "other")) {
      relay.start();
      otherRelay.start();
      for (int i = 0; i < 40; i++) {
        orders.appendCounting("orders", KEYS, i * 5, i * 5 + 5);
        if (i == 10) {
          kafka.kill();
        }
        if (i == 30) {
          kafka.start();
        }
      }
      await().atMost(PATIENCE).until(() -> orders.inOutbox() == 0);
    }

    assertThat(orders.dead()).isZero();
    assertEverythingInOrder(200);
  }

  private boolean heardThatTheBrokerIsAway() {
    return log.list.stream()
        .anyMatch(event -> event.getFormattedMessage().contains("the broker is away"));
  }

  private KafkaBroker broker() {
    return KafkaBroker.builder(kafka.bootstrapServers()).property("max.block.ms", 500).build();
  }

  private static OutboxRelay relay(KafkaBroker broker, String name) {
    return OutboxRelay.builder(db.dataSource(), broker)
        .name(name)
        .batchSize(100)
        .confirmWithin(Duration.ofSeconds(1))
        .backOff(Duration.ofMillis(50), Duration.ofMillis(500))
        .build();
  }

  private void assertEverythingInOrder(int perKey) {
    List<ConsumerRecord<String, String>> records =
        TopicReader.read(
            kafka.bootstrapServers(),
            "orders",
            found ->
                TopicReader.firstsByKey(found).values().stream().mapToInt(List::size).sum()
                    >= KEYS * perKey);
    assertThat(TopicReader.firstsByKey(records))
        .hasSize(KEYS)
        .allSatisfy((key, texts) -> assertThat(texts).isEqualTo(Orders.counted(perKey)));
  }
}
