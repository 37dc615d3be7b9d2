package io.backstitch.broker.redis;

import io.backstitch.outbox.CloudEventAttributes;
import io.backstitch.outbox.MessageRejectedException;
import io.backstitch.outbox.OutboxMessage;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a message looks like as the entry of a stream. */
final class StreamEntry {

  static final String PAYLOAD = "data";

  private final String source;

  StreamEntry(String source) {
    this.source = source;
  }

  /**
   * Its fields, in order.
   *
   * @throws MessageRejectedException if the payload would hide one of its headers
   */
  Map<String, byte[]> fieldsOf(OutboxMessage message) {
    Map<String, byte[]> fields = new LinkedHashMap<>();
    CloudEventAttributes.of(message, source)
        .forEach((name, value) -> fields.put(name, value.getBytes(StandardCharsets.UTF_8)));
    if (fields.put(PAYLOAD, message.payload()) != null) {
      throw new MessageRejectedException(
          "it has a header 'data', which is the field that holds the payload in Redis; give the"
              + " header another name");
    }
    return fields;
  }
}
