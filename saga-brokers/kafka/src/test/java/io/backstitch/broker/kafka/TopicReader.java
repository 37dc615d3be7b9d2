package io.backstitch.broker.kafka;

import io.backstitch.broker.tck.Received;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What stands in a topic, in the order of each partition, as an independent consumer reads it. */
final class TopicReader {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private TopicReader() {}

  /** Reads from the beginning until what it has found is enough. */
  static List<ConsumerRecord<String, String>> read(
      String bootstrapServers,
      String topic,
      Predicate<List<ConsumerRecord<String, String>>> enough) {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringDeserializer(),
            new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic, PATIENCE).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      List<ConsumerRecord<String, String>> found = new ArrayList<>();
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (!enough.test(found) && System.nanoTime() < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(found::add);
      }
      return found;
    }
  }

  /** All that is there now, in the order of each partition. */
  static List<Received> received(String bootstrapServers, String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic, PATIENCE).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      List<Received> found = new ArrayList<>();
      while (!partitions.stream().allMatch(p -> consumer.position(p) >= ends.get(p))) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(record -> found.add(new Received(headers(record), record.value())));
      }
      return found;
    }
  }

  static List<ConsumerRecord<String, String>> read(
      String bootstrapServers, String topic, int count) {
    return read(bootstrapServers, topic, found -> found.size() >= count);
  }

  /** The values of each key in the order in which they came first. */
  static Map<String, List<String>> firstsByKey(List<ConsumerRecord<String, String>> records) {
    Map<String, List<String>> firsts = new LinkedHashMap<>();
    for (ConsumerRecord<String, String> record : records) {
      List<String> ofKey = firsts.computeIfAbsent(record.key(), key -> new ArrayList<>());
      if (!ofKey.contains(record.value())) {
        ofKey.add(record.value());
      }
    }
    return firsts;
  }

  static Map<String, String> headers(ConsumerRecord<?, ?> record) {
    Map<String, String> headers = new LinkedHashMap<>();
    record
        .headers()
        .forEach(
            header ->
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
    return headers;
  }
}
