package io.backstitch.samples.order.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads everything from Kafka on a thread of its own, from the beginning. It knows neither the shop
 * nor its database: what it counts is what any consumer would get.
 */
final class EventConsumer implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<String, byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final DeliveredEvents delivered = new DeliveredEvents();
  private final Thread thread = new Thread(this::read, "event-consumer");
  private volatile boolean finishing;

  private EventConsumer(KafkaConsumer<String, byte[]> consumer, List<String> topics) {
    this.consumer = consumer;
    this.partitions =
        topics.stream()
            .flatMap(topic -> partitionsOf(consumer, topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  private static List<PartitionInfo> partitionsOf(KafkaConsumer<?, ?> consumer, String topic) {
    List<PartitionInfo> partitions = consumer.partitionsFor(topic);
    if (partitions.isEmpty()) {
      throw new IllegalStateException("There is no topic " + topic + ": nothing would be counted.");
    }
    return partitions;
  }

  /** The topics must be there. */
  static EventConsumer start(String bootstrapServers, List<String> topics) {
    KafkaConsumer<String, byte[]> kafka =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    EventConsumer consumer = new EventConsumer(kafka, topics);
    consumer.thread.setDaemon(true);
    consumer.thread.start();
    return consumer;
  }

  DeliveredEvents delivered() {
    return delivered;
  }

  /** Reads up to what is in Kafka now, and ends. */
  @Override
  public void close() {
    finishing = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    try (consumer) {
      while (!finishing) {
        poll();
      }
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        poll();
      }
    }
  }

  private void poll() {
    consumer.poll(POLL).forEach(message -> delivered.add(delivery(message)));
  }

  private static Delivery delivery(ConsumerRecord<String, byte[]> message) {
    return new Delivery(
        UUID.fromString(header(message, "ce_id")),
        message.topic(),
        message.key(),
        header(message, "ce_type"));
  }

  private static String header(ConsumerRecord<String, byte[]> message, String name) {
    return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
