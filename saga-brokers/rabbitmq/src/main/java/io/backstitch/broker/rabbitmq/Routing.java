package io.backstitch.broker.rabbitmq;

import io.backstitch.outbox.OutboxMessage;
import java.util.Arrays;
import java.util.Optional;

/** What the destination of a message is in RabbitMQ, and what its routing key is. */
public enum Routing {
  /** The destination is an exchange, and the routing key is the type of the message. */
  EXCHANGE_BY_TYPE("type"),
  /** The destination is an exchange, and the routing key is the key of the message. */
  EXCHANGE_BY_KEY("key"),
  /** The destination is a queue, reached through the default exchange. */
  QUEUE("queue");

  private final String option;

  Routing(String option) {
    this.option = option;
  }

  static Optional<Routing> of(String option) {
    return Arrays.stream(values()).filter(routing -> routing.option.equals(option)).findFirst();
  }

  String exchangeOf(OutboxMessage message) {
    return this == QUEUE ? "" : message.destination();
  }

  String routingKeyOf(OutboxMessage message) {
    return switch (this) {
      case EXCHANGE_BY_TYPE -> message.type();
      case EXCHANGE_BY_KEY -> message.key();
      case QUEUE -> message.destination();
    };
  }
}
