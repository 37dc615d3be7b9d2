/** The outbox on RabbitMQ: see {@link io.backstitch.broker.rabbitmq.RabbitBroker}. */
@NullMarked
package io.backstitch.broker.rabbitmq;

import org.jspecify.annotations.NullMarked;
