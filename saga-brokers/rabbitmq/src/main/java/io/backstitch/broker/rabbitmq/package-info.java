/** Relays the outbox to RabbitMQ. */
@NullMarked
package io.backstitch.broker.rabbitmq;

import org.jspecify.annotations.NullMarked;
