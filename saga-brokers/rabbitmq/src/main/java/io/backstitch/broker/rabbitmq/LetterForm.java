package io.backstitch.broker.rabbitmq;

import com.rabbitmq.client.AMQP;
import io.backstitch.outbox.CloudEventAttributes;
import io.backstitch.outbox.MessageRejectedException;
import io.backstitch.outbox.OutboxMessage;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Date;
import java.util.Map;

/**
 * Turns messages into letters: CloudEvents 1.0 in binary mode.
 *
 * @param routing where they go
 * @param source what {@code ce_source} says
 */
record LetterForm(Routing routing, String source) {

  private static final String CONTENT_TYPE = "content-type";
  private static final int PERSISTENT = 2;

  /** Routing keys, names of headers and properties are short strings in AMQP. */
  private static final int SHORT_STRING_BYTES = 255;

  private static final int MOST_BYTES_OF_A_CHAR = 3;

  /** A letter, or the reason why AMQP cannot carry the message. */
  Letter letterOf(OutboxMessage message) {
    String routingKey = routing.routingKeyOf(message);
    requireShort("routing key, which is the message's key,", routingKey);
    Map<String, String> attributes = CloudEventAttributes.of(message, source);
    attributes.keySet().forEach(name -> requireShort("header name", name));
    return new Letter(
        message, routing.exchangeOf(message), routingKey, properties(message, attributes));
  }

  private static AMQP.BasicProperties properties(
      OutboxMessage message, Map<String, String> attributes) {
    AMQP.BasicProperties.Builder properties =
        new AMQP.BasicProperties.Builder()
            .deliveryMode(PERSISTENT)
            .messageId(message.id().toString())
            .type(message.type())
            .headers(Collections.unmodifiableMap(attributes));
    message.createdAt().ifPresent(time -> properties.timestamp(Date.from(time)));
    String contentType = attributes.get(CONTENT_TYPE);
    if (contentType != null && isShort(contentType)) {
      properties.contentType(contentType);
    }
    return properties.build();
  }

  private static void requireShort(String what, String text) {
    if (!isShort(text)) {
      throw new MessageRejectedException(
          "RabbitMQ takes no %s of more than %d bytes in UTF-8, and this one has %,d"
              .formatted(what, SHORT_STRING_BYTES, bytes(text)));
    }
  }

  private static boolean isShort(String text) {
    return text.length() <= SHORT_STRING_BYTES / MOST_BYTES_OF_A_CHAR
        || bytes(text) <= SHORT_STRING_BYTES;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
