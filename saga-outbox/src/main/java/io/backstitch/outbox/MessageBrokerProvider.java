package io.backstitch.outbox;

import java.net.URI;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Makes a broker from an address, so that which broker it is can be a matter of configuration. An
 * adapter names its provider in {@code META-INF/services}.
 */
public interface MessageBrokerProvider {

  /**
   * What its addresses begin with.
   *
   * @return a scheme, such as {@code kafka}
   */
  String scheme();

  /**
   * Makes the broker. It need not be up.
   *
   * @param address beginning with the scheme
   * @return the broker, to be closed by the caller
   * @throws IllegalArgumentException if the address is not one of this kind of broker
   */
  MessageBroker connect(URI address);

  /**
   * Makes a broker with whatever adapter on the class path knows its kind of address.
   *
   * @param address such as {@code kafka://kafka-1:9092,kafka-2:9092}
   * @return the broker, to be closed by the caller
   * @throws IllegalArgumentException if it is no address, or if no adapter knows it
   */
  static MessageBroker connectTo(String address) {
    URI uri = URI.create(address);
    List<MessageBrokerProvider> providers =
        ServiceLoader.load(MessageBrokerProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    return providers.stream()
        .filter(provider -> provider.scheme().equals(uri.getScheme()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    ("No broker adapter knows the address %s; those on the class path know %s."
                            + " Nothing was connected. Correct the address, or add the adapter,"
                            + " for example io.backstitch:saga-broker-kafka.")
                        .formatted(
                            address,
                            providers.stream().map(MessageBrokerProvider::scheme).toList())))
        .connect(uri);
  }
}
