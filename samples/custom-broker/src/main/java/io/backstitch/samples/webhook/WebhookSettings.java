package io.backstitch.samples.webhook;

import io.backstitch.outbox.BrokerAddress;
import io.backstitch.outbox.CloudEventAttributes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * Where the web server is.
 *
 * @param base what the destination is added to, without a slash at its end
 * @param authorization the value of the HTTP header; empty for none
 * @param source what {@code ce-source} says
 */
public record WebhookSettings(String base, Optional<String> authorization, String source) {

  /**
   * Reads {@code https://user:password@host:port/path?source=/shop}.
   *
   * @param address of one server
   * @return the settings
   * @throws IllegalArgumentException if it is not such an address; does not name the password
   */
  public static WebhookSettings of(URI address) {
    BrokerAddress parts = BrokerAddress.of(address);
    parts.requireOnlyOptions(Set.of("source"));
    if (parts.servers().size() != 1) {
      throw BrokerAddress.wrong(parts.scheme(), "it must have one server");
    }
    String server = address.getRawAuthority().replaceFirst(".*@", "");
    String path = address.getRawPath().replaceFirst("/+$", "");
    return new WebhookSettings(
        parts.scheme() + "://" + server + path,
        parts.credentials().map(WebhookSettings::basic),
        parts.options().getOrDefault("source", CloudEventAttributes.DEFAULT_SOURCE));
  }

  private static String basic(BrokerAddress.Credentials credentials) {
    String text = credentials.user() + ":" + credentials.password();
    return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Without the password. */
  @Override
  public String toString() {
    return base;
  }
}
