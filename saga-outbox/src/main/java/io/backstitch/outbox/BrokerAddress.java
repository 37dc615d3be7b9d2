package io.backstitch.outbox;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of {@code scheme://user:password@host:port,host:port/path?option=value&option=value},
 * for providers of adapters. User, password, path and options are percent-decoded. Its text, and
 * every error about it, leaves the password out.
 *
 * @param scheme what it begins with
 * @param credentials who the relay is to the broker; empty if the address names nobody
 * @param servers at least one
 * @param path without the slash that begins it; empty if there is none
 * @param options in the order in which they were given
 */
public record BrokerAddress(
    String scheme,
    Optional<Credentials> credentials,
    List<Server> servers,
    String path,
    Map<String, String> options) {

  private static final Pattern SERVER =
      Pattern.compile("(\\[[0-9a-fA-F:.]+]|[\\w.-]+)(?::(\\d{1,5}))?");

  /**
   * Who the relay is to the broker.
   *
   * @param user may be empty
   * @param password may be empty
   */
  public record Credentials(String user, String password) {
    @Override
    public String toString() {
      return user + ":***";
    }
  }

  /**
   * One server.
   *
   * @param host a name or an address
   * @param port empty for the usual one
   */
  public record Server(String host, OptionalInt port) {
    /**
     * Host and port as addresses name them.
     *
     * @param usual the port where the address names none
     * @return {@code host:port}
     */
    public String withPort(int usual) {
      return host + ":" + port.orElse(usual);
    }
  }

  /**
   * Takes an address apart.
   *
   * @param address with an authority
   * @return its parts
   * @throws IllegalArgumentException if it has no servers, or a part that cannot be read
   */
  public static BrokerAddress of(URI address) {
    String authority = address.getRawAuthority();
    if (address.getScheme() == null || authority == null || address.getRawFragment() != null) {
      throw wrong(
          address.getScheme(), "it must be scheme://host:port and may go on /path?option=value");
    }
    int at = authority.lastIndexOf('@');
    String path = Optional.ofNullable(address.getRawPath()).orElse("");
    return new BrokerAddress(
        address.getScheme(),
        at < 0 ? Optional.empty() : Optional.of(credentials(authority.substring(0, at))),
        servers(address.getScheme(), authority.substring(at + 1)),
        decoded(path.startsWith("/") ? path.substring(1) : path),
        options(address));
  }

  /**
   * Refuses options that nobody reads, so that none is misspelt in silence.
   *
   * @param known all that there are
   * @throws IllegalArgumentException if there is another
   */
  public void requireOnlyOptions(Set<String> known) {
    options.keySet().stream()
        .filter(option -> !known.contains(option))
        .findFirst()
        .ifPresent(
            option -> {
              throw wrong(
                  scheme,
                  "it has the option '%s', and there are %s"
                      .formatted(option, known.stream().sorted().toList()));
            });
  }

  /**
   * The error about an address of this scheme.
   *
   * @param scheme of the address
   * @param why what is wrong with it; must not repeat a password
   * @return to be thrown
   */
  public static IllegalArgumentException wrong(String scheme, String why) {
    return new IllegalArgumentException(
        "An address that begins with '%s:' is not the address of a broker: %s. Nothing was connected. Correct it."
            .formatted(scheme, why));
  }

  private static Credentials credentials(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? new Credentials(decoded(text), "")
        : new Credentials(decoded(text.substring(0, colon)), decoded(text.substring(colon + 1)));
  }

  private static List<Server> servers(String scheme, String text) {
    return Arrays.stream(text.split(",", -1)).map(server -> server(scheme, server)).toList();
  }

  private static Server server(String scheme, String text) {
    Matcher server = SERVER.matcher(text);
    if (!server.matches()) {
      // Not repeated: somebody may have forgotten the host, and this be his password.
      throw wrong(
          scheme, "after 'scheme://' or an '@' it must have host or host:port, joined by ','");
    }
    OptionalInt port =
        server.group(2) == null
            ? OptionalInt.empty()
            : OptionalInt.of(Integer.parseInt(server.group(2)));
    if (port.orElse(1) < 1 || port.orElse(1) > 65_535) {
      throw wrong(scheme, "a port of it is not 1 to 65535");
    }
    return new Server(server.group(1), port);
  }

  private static Map<String, String> options(URI address) {
    Map<String, String> options = new LinkedHashMap<>();
    String query = address.getRawQuery();
    if (query == null || query.isEmpty()) {
      return options;
    }
    for (String option : query.split("&", -1)) {
      int equals = option.indexOf('=');
      if (equals <= 0) {
        throw wrong(address.getScheme(), "what follows '?' must be option=value, joined by '&'");
      }
      String name = decoded(option.substring(0, equals));
      if (options.put(name, decoded(option.substring(equals + 1))) != null) {
        throw wrong(address.getScheme(), "it has the option '%s' twice".formatted(name));
      }
    }
    return options;
  }

  private static String decoded(String text) {
    // A plus is a plus: only forms mean a space by it.
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
