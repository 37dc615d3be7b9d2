package io.backstitch.broker.rabbitmq;

import com.rabbitmq.client.AMQP;
import io.backstitch.outbox.OutboxMessage;

/**
 * A message as RabbitMQ takes it.
 *
 * @param message what is sent
 * @param exchange empty for the default one
 * @param routingKey up to 255 bytes
 * @param properties with all headers
 */
record Letter(
    OutboxMessage message, String exchange, String routingKey, AMQP.BasicProperties properties) {

  String destination() {
    return message.destination();
  }

  int size() {
    return message.size();
  }

  /** Whether a letter that came back with these is this one. */
  boolean is(String messageId, String returnedRoutingKey) {
    return messageId.equals(properties.getMessageId()) && routingKey.equals(returnedRoutingKey);
  }
}
