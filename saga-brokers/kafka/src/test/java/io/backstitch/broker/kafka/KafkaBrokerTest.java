package io.backstitch.broker.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import io.backstitch.outbox.DeadLetter;
import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.MessageBrokerProvider;
import io.backstitch.outbox.MessageRejectedException;
import io.backstitch.outbox.OutboxMessage;
import io.backstitch.outbox.OutboxRelay;
import io.backstitch.outbox.SendAgainException;
import io.backstitch.servers.Database;
import io.backstitch.servers.KafkaServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The outbox on a Kafka that is up. */
class KafkaBrokerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension static final Database db = Database.fresh();
  private static KafkaServer kafka;

  private Orders orders;

  @BeforeAll
  static void startKafka() {
    kafka = KafkaServer.started();
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  @BeforeEach
  void empty() throws Exception {
    orders = new Orders(db);
  }

  @Test
  void a_message_is_a_cloud_event_in_binary_mode() throws Exception {
    OutboxMessage message =
        OutboxMessage.to("events")
            .key("order-€")
            .type("order.placed")
            .header("traceparent", "00-1-2-01")
            .header("ce_subject", "pens")
            .payload(Orders.bytes("{\"order\":7}"))
            .build();
    orders.append(message);
    relayAll(kafkaBroker().source("/shop").build());

    ConsumerRecord<String, String> record =
        TopicReader.read(kafka.bootstrapServers(), "events", 1).get(0);
    assertThat(record.key()).isEqualTo("order-€");
    assertThat(record.value()).isEqualTo("{\"order\":7}");
    Map<String, String> headers = TopicReader.headers(record);
    assertThat(headers)
        .contains(
            entry("ce_specversion", "1.0"),
            entry("ce_id", message.id().toString()),
            entry("ce_source", "/shop"),
            entry("ce_type", "order.placed"),
            entry("ce_partitionkey", "order-€"),
            entry("traceparent", "00-1-2-01"),
            entry("ce_subject", "pens"))
        .hasSize(8);
    assertThat(Instant.parse(headers.get("ce_time"))).isBefore(Instant.now().plusSeconds(60));
  }

  @Test
  void three_relays_deliver_everything_in_the_order_of_each_key() throws Exception {
    kafka.createTopic("ordered", 6);
    try (MessageBroker broker =
        MessageBrokerProvider.connectTo("kafka://" + kafka.bootstrapServers())) {
      List<OutboxRelay> relays = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        relays.add(OutboxRelay.builder(db.dataSource(), broker).batchSize(200).build());
      }
      relays.forEach(OutboxRelay::start);
      for (int i = 0; i < 10; i++) {
        orders.appendCounting("ordered", 100, i * 10, i * 10 + 10);
      }
      await().atMost(PATIENCE).until(() -> orders.inOutbox() == 0);
      relays.forEach(OutboxRelay::close);
    }

    List<ConsumerRecord<String, String>> records =
        TopicReader.read(kafka.bootstrapServers(), "ordered", 10_000);
    assertThat(records).hasSize(10_000);
    assertThat(TopicReader.firstsByKey(records))
        .hasSize(100)
        .allSatisfy((key, texts) -> assertThat(texts).isEqualTo(Orders.counted(100)));
  }

  @Test
  void a_message_that_is_too_large_for_the_topic_is_a_dead_letter_and_others_go_on()
      throws Exception {
    byte[] random = new byte[OutboxMessage.MAX_PAYLOAD_BYTES];
    new Random(1).nextBytes(random);
    orders.append(
        Orders.message("large", "a", Orders.bytes("1")),
        Orders.message("large", "a", random),
        Orders.message("large", "a", Orders.bytes("2")),
        Orders.message("large", "b", Orders.bytes("3")));
    relayAll(kafkaBroker().build());

    List<DeadLetter> dead = orders.outbox.deadLetters().list(10);
    assertThat(dead)
        .singleElement()
        .extracting(DeadLetter::reason)
        .asString()
        .startsWith("RecordTooLargeException");
    assertThat(valuesOf("large", 2)).containsExactlyInAnyOrder("1", "3");

    orders.outbox.deadLetters().discard(List.of(dead.get(0).id()));
    relayAll(kafkaBroker().build());
    assertThat(valuesOf("large", 3)).endsWith("2");
  }

  @Test
  void a_message_that_is_too_large_for_the_producer_is_a_dead_letter_too() throws Exception {
    orders.append(
        Orders.message("small", "a", new byte[20_000]),
        Orders.message("small", "b", Orders.bytes("1")));
    relayAll(kafkaBroker().property("max.request.size", 10_000).build());

    assertThat(orders.dead()).isEqualTo(1);
    assertThat(valuesOf("small", 1)).containsExactly("1");
  }

  @Test
  void a_destination_that_cannot_be_a_topic_is_a_dead_letter() throws Exception {
    orders.append(
        Orders.message("no such topic!", "a", Orders.bytes("0")),
        Orders.message("proper", "b", Orders.bytes("1")));
    relayAll(kafkaBroker().build());

    assertThat(orders.outbox.deadLetters().list(10))
        .singleElement()
        .extracting(DeadLetter::reason)
        .asString()
        .startsWith("InvalidTopicException");
    assertThat(valuesOf("proper", 1)).containsExactly("1");
  }

  @Test
  void a_topic_that_kafka_does_not_create_makes_a_dead_letter_and_others_go_on() throws Exception {
    try (KafkaServer strict = KafkaServer.started("auto.create.topics.enable=false")) {
      strict.createTopic("there", 1);
      orders.append(
          Orders.message("nowhere", "a", Orders.bytes("0")),
          Orders.message("there", "b", Orders.bytes("1")));
      relayAll(
          KafkaBroker.builder(strict.bootstrapServers()).property("max.block.ms", 1_000).build());

      assertThat(orders.outbox.deadLetters().list(10))
          .singleElement()
          .extracting(DeadLetter::reason)
          .asString()
          .contains("no topic 'nowhere' and does not create it");
      assertThat(TopicReader.read(strict.bootstrapServers(), "there", 1)).hasSize(1);
    }
  }

  @Test
  void a_message_that_the_producer_still_holds_is_not_sent_twice() {
    kafka.createTopic("held", 1);
    OutboxMessage first = Orders.message("held", "a", Orders.bytes("1"));
    try (KafkaBroker broker = kafkaBroker().property("linger.ms", 60_000).build()) {
      CompletionStage<Void> once = broker.send(first);
      CompletionStage<Void> next = broker.send(Orders.message("held", "a", Orders.bytes("2")));

      assertThat(broker.send(first)).isSameAs(once);
      assertThat(once.toCompletableFuture()).isNotDone();
      assertThat(next.toCompletableFuture()).isNotDone();
    }

    assertThat(valuesOf("held", 2)).containsExactly("1", "2");
  }

  @Test
  void one_message_to_two_topics_reaches_both() throws Exception {
    kafka.createTopic("fan-a", 1);
    kafka.createTopic("fan-b", 1);
    orders.append(Orders.message("fan-a", "a", Orders.bytes("1")));
    db.execute(
        "insert into saga_outbox (lane, message_id, destination, key, type, headers, payload)"
            + " select lane, message_id, 'fan-b', key, type, headers, payload from saga_outbox");
    relayAll(kafkaBroker().property("linger.ms", 200).build());

    assertThat(valuesOf("fan-a", 1)).containsExactly("1");
    assertThat(valuesOf("fan-b", 1)).containsExactly("1");
  }

  @Test
  void what_is_handed_over_after_a_message_failed_on_its_way_does_not_overtake_it() {
    kafka.createTopic("failed", 1);
    byte[] random = new byte[OutboxMessage.MAX_PAYLOAD_BYTES];
    new Random(2).nextBytes(random);
    OutboxMessage second = Orders.message("failed", "a", Orders.bytes("2"));
    try (KafkaBroker broker = kafkaBroker().build()) {
      MessageBroker.Series turn = broker.begin();
      assertThat(turn.send(Orders.message("failed", "a", random)))
          .failsWithin(PATIENCE)
          .withThrowableThat()
          .withCauseInstanceOf(MessageRejectedException.class);

      assertThat(turn.send(second))
          .failsWithin(PATIENCE)
          .withThrowableThat()
          .withCauseInstanceOf(SendAgainException.class);
      assertThat(broker.begin().send(second)).succeedsWithin(PATIENCE);
    }

    assertThat(valuesOf("failed", 1)).containsExactly("2");
  }

  /** Throws an Error the first time. */
  public static final class Interceptor implements ProducerInterceptor<byte[], byte[]> {
    private static final AtomicBoolean BROKEN = new AtomicBoolean(true);

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> message) {
      if (BROKEN.getAndSet(false)) {
        throw new NoClassDefFoundError("once");
      }
      return message;
    }

    @Override
    public void onAcknowledgement(RecordMetadata place, Exception failure) {}

    @Override
    public void configure(Map<String, ?> properties) {}

    @Override
    public void close() {}
  }

  @Test
  void a_message_that_met_an_error_can_be_sent_again() {
    kafka.createTopic("erroneous", 1);
    OutboxMessage message = Orders.message("erroneous", "a", Orders.bytes("1"));
    try (KafkaBroker broker =
        kafkaBroker().property("interceptor.classes", Interceptor.class.getName()).build()) {
      assertThatThrownBy(() -> broker.send(message)).isInstanceOf(NoClassDefFoundError.class);

      assertThat(broker.send(message)).succeedsWithin(PATIENCE);
    }
  }

  @Test
  void refuses_addresses_and_properties_that_cannot_be_right() {
    assertRefused("server = 'kafka', which must be host:port", KafkaBroker.builder("kafka"));
    assertRefused("server = '', which must be host:port", KafkaBroker.builder("kafka:9092,"));
    assertRefused("server = '***@kafka:9092'", KafkaBroker.builder("me:s3cret@kafka:9092"));
    assertRefused("source = ''", kafkaBroker().source(""));
    assertRefused("acks = '1', which must be left alone", kafkaBroker().property("acks", "1"));
    assertRefused("linger.ms", kafkaBroker().property("linger.ms", "soon"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MessageBrokerProvider.connectTo("kafka://localhost:9092/topic"))
        .withMessageContaining("must be kafka://host:port,host:port");
  }

  private static void assertRefused(String text, KafkaBroker.Builder builder) {
    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessageContaining(text)
        .withMessageContaining("It was not built.");
  }

  private void relayAll(KafkaBroker broker) {
    try (broker;
        OutboxRelay relay = OutboxRelay.builder(db.dataSource(), broker).build()) {
      relay.start();
      await().atMost(PATIENCE).until(() -> orders.inOutbox() == 0);
    }
  }

  private static KafkaBroker.Builder kafkaBroker() {
    return KafkaBroker.builder(kafka.bootstrapServers());
  }

  private static List<String> valuesOf(String topic, int count) {
    return TopicReader.read(kafka.bootstrapServers(), topic, count).stream()
        .map(ConsumerRecord::value)
        .toList();
  }
}
