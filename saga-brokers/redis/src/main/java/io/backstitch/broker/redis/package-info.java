/** The outbox on Redis Streams: see {@link io.backstitch.broker.redis.RedisBroker}. */
@NullMarked
package io.backstitch.broker.redis;

import org.jspecify.annotations.NullMarked;
