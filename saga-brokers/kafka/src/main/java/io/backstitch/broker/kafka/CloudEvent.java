package io.backstitch.broker.kafka;

import io.backstitch.outbox.CloudEventAttributes;
import io.backstitch.outbox.OutboxMessage;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A message as a Kafka record: CloudEvents 1.0 in binary mode. */
final class CloudEvent {

  private final String source;

  CloudEvent(String source) {
    this.source = source;
  }

  ProducerRecord<byte[], byte[]> recordOf(OutboxMessage message) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(message.destination(), bytes(message.key()), message.payload());
    CloudEventAttributes.of(message, source)
        .forEach((name, value) -> record.headers().add(name, bytes(value)));
    return record;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
