package io.backstitch.samples.consumer;

import io.backstitch.servers.KafkaServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class KafkaOrdersTest extends OnceContract {

  private static final int PARTITIONS = 2;

  private static KafkaServer kafka;
  private static KafkaProducer<String, String> producer;
  private static Admin admin;

  @BeforeAll
  static void start() {
    kafka = KafkaServer.started();
    Map<String, Object> config =
        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
    admin = Admin.create(config);
  }

  @AfterAll
  static void stop() {
    producer.close();
    admin.close();
    kafka.close();
  }

  @Override
  void createPlace(String place) {
    kafka.createTopic(place, PARTITIONS);
  }

  @Override
  void publish(String place, Map<String, String> attributes, String payload) throws Exception {
    ProducerRecord<String, String> message = new ProducerRecord<>(place, payload, payload);
    attributes.forEach(
        (name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    producer.send(message).get();
  }

  @Override
  OrderConsumer consumer(String place, OrderHandler handler) {
    return new KafkaOrders(kafka.bootstrapServers(), place, handler);
  }

  @Override
  List<String> broker() {
    return List.of("kafka", kafka.bootstrapServers());
  }

  @Override
  long unacknowledged(String place) throws Exception {
    Set<TopicPartition> partitions =
        Set.of(new TopicPartition(place, 0), new TopicPartition(place, 1));
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin.listConsumerGroupOffsets(Shipping.CONSUMER).partitionsToOffsetAndMetadata().get();
    return admin
        .listOffsets(
            partitions.stream()
                .collect(Collectors.toMap(partition -> partition, any -> OffsetSpec.latest())))
        .all()
        .get()
        .entrySet()
        .stream()
        .mapToLong(end -> end.getValue().offset() - offset(committed.get(end.getKey())))
        .sum();
  }

  private static long offset(OffsetAndMetadata committed) {
    return committed == null ? 0 : committed.offset();
  }
}
