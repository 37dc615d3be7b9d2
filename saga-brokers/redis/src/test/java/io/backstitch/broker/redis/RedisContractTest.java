package io.backstitch.broker.redis;

import io.backstitch.broker.tck.MessageBrokerContract;
import io.backstitch.broker.tck.Received;
import io.backstitch.broker.tck.StoppableServer;
import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.OutboxMessage;
import io.backstitch.servers.Database;
import io.backstitch.servers.RedisServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract of adapters. */
@Timeout(120)
class RedisContractTest extends MessageBrokerContract {

  @RegisterExtension static final Database db = Database.fresh();
  private static RedisServer redis;

  @BeforeAll
  static void startRedis() {
    redis = RedisServer.started();
  }

  @AfterAll
  static void stopRedis() {
    redis.close();
  }

  @Override
  public MessageBroker connect() {
    return RedisBroker.connect(redis.address());
  }

  @Override
  public List<Received> received(String destination) {
    return Streams.<List<Received>>ask(
        redis.address(),
        streams ->
            streams.entries(destination).stream().map(RedisContractTest::receivedFrom).toList());
  }

  private static Received receivedFrom(Map<String, byte[]> entry) {
    Map<String, String> attributes = new LinkedHashMap<>();
    entry.keySet().forEach(field -> attributes.put(field, Streams.text(entry, field)));
    attributes.remove("data");
    return new Received(attributes, entry.get("data"));
  }

  @Override
  public Optional<StoppableServer> server() {
    return Optional.of(
        new StoppableServer() {
          @Override
          public void kill() {
            redis.kill();
          }

          @Override
          public void start() {
            redis.start();
          }
        });
  }

  @Override
  public Optional<OutboxMessage> refusedMessage(String destination, String key) {
    return Optional.of(
        OutboxMessage.to(destination).key(key).type("refused").header("data", "hidden").build());
  }

  @Override
  public Optional<String> address() {
    return Optional.of(redis.address());
  }

  @Override
  public DataSource dataSource() {
    return db.dataSource();
  }
}
