package io.backstitch.broker.kafka;

import java.time.Duration;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A producer of Kafka's, and why it was given up if it was. */
final class OpenProducer {

  private final KafkaProducer<byte[], byte[]> kafka;
  private volatile boolean wasRefused;

  OpenProducer(KafkaSettings settings) {
    this.kafka = new KafkaProducer<>(settings.producerProperties());
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The callback hears the same.
  void send(ProducerRecord<byte[], byte[]> record, Callback callback) {
    kafka.send(record, callback);
  }

  /** Kafka has refused a message of it: what else fails on it from now on fails for that reason. */
  void isRefused() {
    wasRefused = true;
  }

  boolean wasRefused() {
    return wasRefused;
  }

  void close(Duration patience) {
    kafka.close(patience);
  }
}
