package io.backstitch.broker.rabbitmq;

import io.backstitch.outbox.BrokerAddress;
import io.backstitch.outbox.CloudEventAttributes;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the address of a RabbitMQ may say, and what a setting must be. */
final class RabbitAddress {

  static final Set<String> SCHEMES = Set.of("amqp", "amqps");

  private static final String ROUTE = "route";
  private static final String SOURCE = "source";
  private static final String DECLARE = "declare";

  private RabbitAddress() {}

  static BrokerAddress of(String address) {
    try {
      return of(new URI(address));
    } catch (URISyntaxException e) {
      // It may hold a password, so the error does not repeat it.
      throw new IllegalArgumentException(
          "The address of a RabbitMQ is not a URI: %s at index %d. Nothing was connected. Correct it."
              .formatted(e.getReason(), e.getIndex()));
    }
  }

  static BrokerAddress of(URI uri) {
    BrokerAddress address = BrokerAddress.of(uri);
    if (!SCHEMES.contains(address.scheme())) {
      throw BrokerAddress.wrong(address.scheme(), "that of a RabbitMQ begins with amqp or amqps");
    }
    address.requireOnlyOptions(Set.of(ROUTE, SOURCE, DECLARE));
    return address;
  }

  static Routing routing(BrokerAddress address) {
    String option = address.options().getOrDefault(ROUTE, "type");
    return Routing.of(option)
        .orElseThrow(
            () ->
                BrokerAddress.wrong(
                    address.scheme(), "route is '%s', not type, key or queue".formatted(option)));
  }

  static String source(BrokerAddress address) {
    return address.options().getOrDefault(SOURCE, CloudEventAttributes.DEFAULT_SOURCE);
  }

  static @Nullable String queueType(BrokerAddress address) {
    String option = address.options().get(DECLARE);
    if (option != null && !Set.of(Topology.QUORUM, Topology.CLASSIC).contains(option)) {
      throw BrokerAddress.wrong(
          address.scheme(), "declare is '%s', not quorum or classic".formatted(option));
    }
    return option;
  }

  static boolean isReference(String source) {
    try {
      return !URI.create(source).toString().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  static void require(boolean kept, String setting, String rule, Object value) {
    if (!kept) {
      throw new IllegalArgumentException(
          "A RabbitBroker was given %s = '%s', which must %s. It was not built. Correct the setting."
              .formatted(setting, value, rule));
    }
  }
}
