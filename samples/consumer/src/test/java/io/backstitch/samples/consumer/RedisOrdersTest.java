package io.backstitch.samples.consumer;

import io.backstitch.servers.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class RedisOrdersTest extends OnceContract {

  private static final AtomicInteger CONSUMERS = new AtomicInteger();

  private static RedisServer server;
  private static RedisClient client;
  private static RedisCommands<String, String> redis;

  @BeforeAll
  static void start() {
    server = RedisServer.started();
    client = RedisClient.create(server.address());
    redis = client.connect().sync();
  }

  @AfterAll
  static void stop() {
    client.shutdown();
    server.close();
  }

  @Override
  void createPlace(String place) {
    redis.xgroupCreate(
        StreamOffset.from(place, "0-0"), Shipping.CONSUMER, XGroupCreateArgs.Builder.mkstream());
  }

  @Override
  void publish(String place, Map<String, String> attributes, String payload) {
    Map<String, String> entry = new HashMap<>(attributes);
    entry.put("data", payload);
    redis.xadd(place, entry);
  }

  @Override
  OrderConsumer consumer(String place, OrderHandler handler) {
    return new RedisOrders(
        server.address(), place, "consumer-" + CONSUMERS.incrementAndGet(), handler);
  }

  @Override
  List<String> broker() {
    return List.of("redis", server.address());
  }

  @Override
  long unacknowledged(String place) {
    return redis.xpending(place, Shipping.CONSUMER).getCount();
  }
}
