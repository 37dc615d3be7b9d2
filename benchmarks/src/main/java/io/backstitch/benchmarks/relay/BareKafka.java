package io.backstitch.benchmarks.relay;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A producer with the batches and the compression of the adapter, and Kafka's five in flight. */
final class BareKafka implements BareClient {

  private final KafkaProducer<byte[], byte[]> producer;

  BareKafka(String bootstrapServers) {
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.LINGER_MS_CONFIG,
                1,
                ProducerConfig.BATCH_SIZE_CONFIG,
                256 * 1024,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                64L * 1024 * 1024,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class));
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // The callback hears the same.
  public void send(Event event, Runnable confirmed) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Event.DESTINATION, bytes(event.key()), event.payload());
    event.attributes().forEach((name, value) -> record.headers().add(name, bytes(value)));
    producer.send(
        record,
        (place, failure) -> {
          if (failure == null) {
            confirmed.run();
          }
        });
  }

  @Override
  public void close() {
    producer.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
