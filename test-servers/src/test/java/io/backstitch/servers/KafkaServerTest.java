package io.backstitch.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class KafkaServerTest {

  private static final TopicPartition FIRST = new TopicPartition("orders", 0);

  @Test
  void keeps_topics_messages_and_address_over_a_kill_and_over_a_stop() throws Exception {
    try (KafkaServer server = KafkaServer.started()) {
      String address = server.bootstrapServers();
      server.createTopic("orders", 3);
      send(server, "one");

      server.kill();
      server.start();
      send(server, "two");
      assertThat(messages(server, 2)).containsExactly("one", "two");

      server.stop();
      server.start();
      assertThat(messages(server, 2)).containsExactly("one", "two");
      assertThat(server.bootstrapServers()).isEqualTo(address);
    }
  }

  private static void send(KafkaServer server, String text) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", server.bootstrapServers(), "acks", "all"),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>("orders", 0, "key", text)).get();
    }
  }

  private static List<String> messages(KafkaServer server, int count) {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", server.bootstrapServers(), "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new StringDeserializer())) {
      assertThat(consumer.partitionsFor("orders")).hasSize(3);
      consumer.assign(List.of(FIRST));
      consumer.seekToBeginning(List.of(FIRST));
      List<String> found = new java.util.ArrayList<>();
      long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (found.size() < count && System.nanoTime() < end) {
        ConsumerRecords<String, String> records = consumer.poll(Duration.ofSeconds(1));
        records.forEach(message -> found.add(message.value()));
      }
      return found;
    }
  }
}
