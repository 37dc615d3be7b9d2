package io.backstitch.broker.kafka;

import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.MessageBrokerProvider;
import java.net.URI;
import java.util.Set;

/** Makes a {@link KafkaBroker} from {@code kafka://host:port,host:port}. Found by ServiceLoader. */
public final class KafkaBrokerProvider implements MessageBrokerProvider {

  /** Called by ServiceLoader. */
  public KafkaBrokerProvider() {}

  @Override
  public Set<String> schemes() {
    return Set.of("kafka");
  }

  @Override
  public MessageBroker connect(URI address) {
    boolean more = !address.getPath().isEmpty() || address.getQuery() != null;
    if (address.getAuthority() == null || more || address.getFragment() != null) {
      throw new IllegalArgumentException(
          "The address of a Kafka is kafka://host:port,host:port, and there is more or less in this"
              + " one. Nothing was connected. Other settings go through KafkaBroker.builder().");
    }
    return KafkaBroker.connect(address.getAuthority());
  }
}
