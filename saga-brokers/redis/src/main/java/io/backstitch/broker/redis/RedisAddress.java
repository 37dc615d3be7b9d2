package io.backstitch.broker.redis;

import io.backstitch.outbox.BrokerAddress;
import io.lettuce.core.RedisURI;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/** Addresses of a Redis as the URIs that Lettuce connects to. */
final class RedisAddress {

  static final Set<String> SCHEMES = Set.of("redis", "rediss");

  /** The relay's thread waits this long for the server's greeting. */
  private static final Duration GREETING = Duration.ofSeconds(5);

  private static final Pattern DATABASE = Pattern.compile("\\d{1,9}|");

  private RedisAddress() {}

  static RedisURI of(String address) {
    try {
      return of(new URI(address));
    } catch (URISyntaxException e) {
      // It may hold a password, so it is not repeated.
      throw BrokerAddress.wrong(
          "redis", "%s at index %d of it".formatted(e.getReason(), e.getIndex()));
    }
  }

  static RedisURI of(URI address) {
    if (!SCHEMES.contains(String.valueOf(address.getScheme()))) {
      throw BrokerAddress.wrong(address.getScheme(), "that of a Redis begins with redis or rediss");
    }
    BrokerAddress parts = BrokerAddress.of(address);
    String scheme = parts.scheme();
    parts.requireOnlyOptions(Set.of());
    if (parts.servers().size() != 1) {
      throw BrokerAddress.wrong(scheme, "it must name one server, the master");
    }
    if (!DATABASE.matcher(parts.path()).matches()) {
      throw BrokerAddress.wrong(scheme, "what follows '/' must be the number of a database");
    }
    BrokerAddress.Server server = parts.servers().get(0);
    RedisURI.Builder uri =
        RedisURI.builder()
            .withHost(server.host().replaceAll("[\\[\\]]", ""))
            .withPort(server.port().orElse(RedisURI.DEFAULT_REDIS_PORT))
            .withSsl(scheme.equals("rediss"))
            .withDatabase(parts.path().isEmpty() ? 0 : Integer.parseInt(parts.path()))
            .withTimeout(GREETING);
    parts.credentials().ifPresent(who -> authenticate(uri, scheme, who));
    return uri.build();
  }

  private static void authenticate(
      RedisURI.Builder uri, String scheme, BrokerAddress.Credentials who) {
    if (who.password().isEmpty()) {
      throw BrokerAddress.wrong(
          scheme, "before '@' there must be user:password, or :password for the default user");
    }
    if (who.user().isEmpty()) {
      uri.withPassword(who.password().toCharArray());
    } else {
      uri.withAuthentication(who.user(), who.password().toCharArray());
    }
  }
}
