/** The outbox on Apache Kafka: see {@link io.backstitch.broker.kafka.KafkaBroker}. */
@NullMarked
package io.backstitch.broker.kafka;

import org.jspecify.annotations.NullMarked;
