package io.backstitch.samples.consumer;

import io.backstitch.outbox.CloudEventAttributes;
import io.lettuce.core.Consumer;
import io.lettuce.core.RedisBusyException;
import io.lettuce.core.RedisClient;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAutoClaimArgs;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Orders from a stream of Redis. Each is acknowledged after its transaction; what a consumer that
 * was killed has not acknowledged, another one claims.
 */
final class RedisOrders implements OrderConsumer {

  private static final String BEGINNING = "0-0";
  private static final String PAYLOAD = "data";
  private static final int BATCH = 100;
  private static final Duration WAIT = Duration.ofMillis(100);

  /**
   * How long nothing was heard of a message before another consumer takes it. A consumer that is
   * only slow loses it too: the inbox lets one of the two handle it.
   */
  private static final Duration CLAIM_AFTER = Duration.ofSeconds(1);

  private final String address;
  private final String stream;
  private final Consumer<String> me;
  private final OrderHandler handler;
  private volatile boolean closing;

  /** Each consumer of the group needs a name of its own, such as that of its pod. */
  RedisOrders(String address, String stream, String name, OrderHandler handler) {
    this.address = address;
    this.stream = stream;
    this.me = Consumer.from(Shipping.CONSUMER, name);
    this.handler = handler;
  }

  @Override
  public void run() throws Exception {
    RedisClient client = RedisClient.create(address);
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      RedisCommands<String, String> redis = connection.sync();
      createGroup(redis);
      while (!closing) {
        handleAll(redis, abandoned(redis));
        handleAll(redis, next(redis));
      }
    } finally {
      client.shutdown();
    }
  }

  private List<StreamMessage<String, String>> abandoned(RedisCommands<String, String> redis) {
    return redis
        .xautoclaim(
            stream, XAutoClaimArgs.Builder.xautoclaim(me, CLAIM_AFTER, BEGINNING).count(BATCH))
        .getMessages();
  }

  @SuppressWarnings("unchecked") // an array of one generic type, made for the varargs
  private List<StreamMessage<String, String>> next(RedisCommands<String, String> redis) {
    return redis.xreadgroup(
        me, XReadArgs.Builder.block(WAIT).count(BATCH), StreamOffset.lastConsumed(stream));
  }

  private void handleAll(
      RedisCommands<String, String> redis, List<StreamMessage<String, String>> messages)
      throws Exception {
    for (StreamMessage<String, String> message : messages) {
      handler.handle(field(message, CloudEventAttributes.ID), field(message, PAYLOAD));
      redis.xack(stream, Shipping.CONSUMER, message.getId());
    }
  }

  private static String field(StreamMessage<String, String> message, String name) {
    return Objects.requireNonNull(message.getBody().get(name), "a message without " + name);
  }

  private void createGroup(RedisCommands<String, String> redis) {
    try {
      redis.xgroupCreate(
          StreamOffset.from(stream, BEGINNING),
          Shipping.CONSUMER,
          XGroupCreateArgs.Builder.mkstream());
    } catch (RedisBusyException e) {
      // Another consumer has created it.
    }
  }

  @Override
  public void close() {
    closing = true;
  }
}
