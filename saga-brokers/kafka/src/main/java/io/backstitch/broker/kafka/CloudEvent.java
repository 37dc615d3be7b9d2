package io.backstitch.broker.kafka;

import io.backstitch.outbox.OutboxMessage;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
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
    headers(message).forEach((name, value) -> record.headers().add(name, bytes(value)));
    return record;
  }

  private Map<String, String> headers(OutboxMessage message) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("ce_specversion", "1.0");
    headers.put("ce_id", message.id().toString());
    headers.put("ce_source", source);
    headers.put("ce_type", message.type());
    message.createdAt().ifPresent(time -> headers.put("ce_time", time.toString()));
    headers.put("ce_partitionkey", message.key());
    headers.putAll(message.headers());
    return headers;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
