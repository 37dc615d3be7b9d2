package io.backstitch.broker.redis;

import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.MessageBrokerProvider;
import java.net.URI;
import java.util.Set;

/**
 * Makes a {@link RedisBroker} from {@code redis://user:password@host:port/database}, or with TLS
 * from {@code rediss://…}. Found by ServiceLoader.
 */
public final class RedisBrokerProvider implements MessageBrokerProvider {

  /** Called by ServiceLoader. */
  public RedisBrokerProvider() {}

  @Override
  public Set<String> schemes() {
    return RedisAddress.SCHEMES;
  }

  @Override
  public MessageBroker connect(URI address) {
    return new RedisBroker.Builder(RedisAddress.of(address)).build();
  }
}
