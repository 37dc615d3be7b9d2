package io.backstitch.broker.kafka;

import io.backstitch.outbox.BrokerAddress;
import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.MessageBrokerProvider;
import java.net.URI;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Makes a {@link KafkaBroker} from {@code kafka://user:password@host:port,host:port?option=value}.
 * Found by ServiceLoader.
 *
 * <p>Options are properties of Kafka's producer, as {@link KafkaBroker.Builder#property} takes
 * them, and {@code source}, as {@link KafkaBroker.Builder#source} does. User and password log in by
 * SASL: by {@code SASL_SSL} and {@code PLAIN}, unless the options {@code security.protocol} and
 * {@code sasl.mechanism} ({@code PLAIN}, {@code SCRAM-SHA-256} or {@code SCRAM-SHA-512}) say
 * otherwise. A server without a port has 9092.
 */
public final class KafkaBrokerProvider implements MessageBrokerProvider {

  private static final int PORT = 9092;
  private static final String SOURCE = "source";
  private static final Set<String> OPTIONS =
      Stream.concat(ProducerConfig.configNames().stream(), Stream.of(SOURCE))
          .collect(Collectors.toUnmodifiableSet());

  /** Called by ServiceLoader. */
  public KafkaBrokerProvider() {}

  @Override
  public Set<String> schemes() {
    return Set.of("kafka");
  }

  @Override
  public MessageBroker connect(URI address) {
    BrokerAddress parts = BrokerAddress.of(address);
    if (!parts.path().isEmpty()) {
      throw BrokerAddress.wrong(
          parts.scheme(), "it must be kafka://host:port,host:port?option=value, without a path");
    }
    parts.requireOnlyOptions(OPTIONS);
    KafkaBroker.Builder broker =
        KafkaBroker.builder(
            parts.servers().stream()
                .map(server -> server.withPort(PORT))
                .collect(Collectors.joining(",")));
    parts
        .credentials()
        .ifPresent(
            who -> SaslLogin.of(who, parts.options()).properties().forEach(broker::property));
    parts
        .options()
        .forEach(
            (name, value) -> {
              if (name.equals(SOURCE)) {
                broker.source(value);
              } else {
                broker.property(name, value);
              }
            });
    return broker.build();
  }
}
