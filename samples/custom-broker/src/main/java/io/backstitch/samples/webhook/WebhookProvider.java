package io.backstitch.samples.webhook;

import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.MessageBrokerProvider;
import java.net.URI;
import java.util.Set;

/** Makes a {@link WebhookBroker} from an address of the web. Found by ServiceLoader. */
public final class WebhookProvider implements MessageBrokerProvider {

  @Override
  public Set<String> schemes() {
    return Set.of("http", "https");
  }

  @Override
  public MessageBroker connect(URI address) {
    return new WebhookBroker(WebhookSettings.of(address));
  }
}
