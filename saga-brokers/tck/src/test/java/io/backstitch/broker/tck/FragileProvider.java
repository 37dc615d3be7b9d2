package io.backstitch.broker.tck;

import io.backstitch.outbox.BrokerAddress;
import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.MessageBrokerProvider;
import java.net.URI;
import java.util.Set;

/** Makes adapters to the one server of the tests; {@code leaky:} names passwords in errors. */
public final class FragileProvider implements MessageBrokerProvider {

  @Override
  public Set<String> schemes() {
    return Set.of("fragile", "leaky");
  }

  @Override
  public MessageBroker connect(URI address) {
    if (address.getScheme().equals("leaky") && address.getUserInfo() != null) {
      throw new IllegalArgumentException("cannot use " + address);
    }
    BrokerAddress.of(address).requireOnlyOptions(Set.of());
    return new SoundBroker(SoundBrokerTest.server);
  }
}
