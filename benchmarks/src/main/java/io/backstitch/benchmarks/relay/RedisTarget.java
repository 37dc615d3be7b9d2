package io.backstitch.benchmarks.relay;

import io.backstitch.broker.redis.RedisBroker;
import io.backstitch.outbox.MessageBroker;
import io.backstitch.servers.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.Map;

/** Redis, which flushes its log before it answers. */
final class RedisTarget implements Target {

  /** It neither rewrites its log nor takes snapshots while something is measured. */
  private final RedisServer server =
      RedisServer.startedWith(Map.of("save", "", "auto-aof-rewrite-percentage", "0"));

  private final RedisClient client = RedisClient.create(server.address());
  private final StatefulRedisConnection<String, String> connection = client.connect();

  @Override
  public MessageBroker adapter() {
    return RedisBroker.connect(server.address());
  }

  @Override
  public BareClient client() {
    return new BareRedis(client);
  }

  @Override
  public long stored() {
    return redis().xlen(Event.DESTINATION);
  }

  @Override
  public void empty() {
    redis().del(Event.DESTINATION);
  }

  @Override
  public void close() {
    client.shutdown();
    server.close();
  }

  private RedisCommands<String, String> redis() {
    return connection.sync();
  }
}
