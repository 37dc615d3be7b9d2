/** Relays the outbox to Redis Streams. */
@NullMarked
package io.backstitch.broker.redis;

import org.jspecify.annotations.NullMarked;
