package io.backstitch.samples.consumer;

import io.backstitch.outbox.CloudEventAttributes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Orders from a topic of Kafka. Offsets are committed after the transactions of a poll. */
final class KafkaOrders implements OrderConsumer {

  private static final Duration POLL = Duration.ofMillis(100);

  /** How soon the partitions of a process that was killed go to another one. */
  private static final int SESSION_TIMEOUT_MILLIS = 6_000;

  private final Map<String, Object> config;
  private final String topic;
  private final OrderHandler handler;
  private volatile boolean closing;

  KafkaOrders(String bootstrapServers, String topic, OrderHandler handler) {
    this.config =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.GROUP_ID_CONFIG,
            Shipping.CONSUMER,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
            SESSION_TIMEOUT_MILLIS);
    this.topic = topic;
    this.handler = handler;
  }

  @Override
  public void run() throws Exception {
    try (KafkaConsumer<String, String> kafka =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      kafka.subscribe(List.of(topic));
      while (!closing) {
        ConsumerRecords<String, String> records = kafka.poll(POLL);
        for (ConsumerRecord<String, String> message : records) {
          handler.handle(messageId(message), message.value());
        }
        if (!records.isEmpty()) {
          kafka.commitSync();
        }
      }
    }
  }

  private static String messageId(ConsumerRecord<?, ?> message) {
    Header id = message.headers().lastHeader(CloudEventAttributes.ID);
    return new String(
        Objects.requireNonNull(id, "a message without ce_id").value(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    closing = true;
  }
}
