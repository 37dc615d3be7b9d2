/**
 * A shipping service that makes one shipment for each order, although brokers deliver some messages
 * twice. {@link io.backstitch.samples.consumer.Shipping} is the same for every broker.
 */
@NullMarked
package io.backstitch.samples.consumer;

import org.jspecify.annotations.NullMarked;
