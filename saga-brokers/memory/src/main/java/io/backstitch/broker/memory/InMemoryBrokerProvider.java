package io.backstitch.broker.memory;

import io.backstitch.outbox.BrokerAddress;
import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.MessageBrokerProvider;
import java.net.URI;
import java.util.Set;

/** Finds an {@link InMemoryBroker} by {@code memory://name}. Found itself by ServiceLoader. */
public final class InMemoryBrokerProvider implements MessageBrokerProvider {

  /** Called by ServiceLoader. */
  public InMemoryBrokerProvider() {}

  @Override
  public Set<String> schemes() {
    return Set.of("memory");
  }

  @Override
  public MessageBroker connect(URI address) {
    String name = address.getRawAuthority();
    boolean more = address.getRawPath() != null && !address.getRawPath().isEmpty();
    if (name == null || name.indexOf('@') >= 0 || more || hasMore(address)) {
      throw BrokerAddress.wrong("memory", "it must be memory://name");
    }
    return InMemoryBroker.named(name);
  }

  private static boolean hasMore(URI address) {
    return address.getRawQuery() != null || address.getRawFragment() != null;
  }
}
