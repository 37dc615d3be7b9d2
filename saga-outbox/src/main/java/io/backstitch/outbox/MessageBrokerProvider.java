package io.backstitch.outbox;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a broker from an address, so that which broker it is can be a matter of configuration. An
 * adapter names its provider in {@code META-INF/services}.
 */
public interface MessageBrokerProvider {

  /**
   * What its addresses begin with.
   *
   * @return at least one scheme, such as {@code kafka}
   */
  Set<String> schemes();

  /**
   * Makes the broker. It need not be up.
   *
   * @param address beginning with one of the schemes; {@link BrokerAddress} takes it apart
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
    URI uri = uriOf(address);
    List<MessageBrokerProvider> providers =
        ServiceLoader.load(MessageBrokerProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    return providers.stream()
        .filter(provider -> provider.schemes().contains(String.valueOf(uri.getScheme())))
        .findFirst()
        .orElseThrow(() -> unknown(uri.getScheme(), providers))
        .connect(uri);
  }

  // Addresses may hold passwords, so the errors do not repeat them.

  private static URI uriOf(String address) {
    try {
      return new URI(address);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "The address of a broker is not a URI: %s at index %d. Nothing was connected. Correct it."
              .formatted(e.getReason(), e.getIndex()));
    }
  }

  private static IllegalArgumentException unknown(
      @Nullable String scheme, List<MessageBrokerProvider> providers) {
    return new IllegalArgumentException(
        ("No broker adapter knows addresses that begin with '%s:'; those on the class path know %s."
                + " Nothing was connected. Correct the address, or add the adapter, for example"
                + " io.backstitch:saga-broker-kafka.")
            .formatted(
                scheme,
                providers.stream()
                    .flatMap(provider -> provider.schemes().stream())
                    .sorted()
                    .toList()));
  }
}
