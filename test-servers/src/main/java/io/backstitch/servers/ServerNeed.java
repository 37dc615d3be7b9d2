package io.backstitch.servers;

import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;

/**
 * Whether the tests of one kind of server are wanted. They are, unless a developer who cannot have
 * the server says {@code -Dbackstitch.without=rabbitmq,redis}: then its tests are skipped, loudly.
 * Where the environment variable {@code CI} is set, that is refused.
 */
final class ServerNeed {

  private static final String SETTING = "backstitch.without";

  private final String server;
  private final String without;
  private final boolean ci;

  private ServerNeed(String server, String without, boolean ci) {
    this.server = server;
    this.without = without;
    this.ci = ci;
  }

  /**
   * The need for a server, as this JVM was told of it.
   *
   * @param server what the setting calls it
   */
  static ServerNeed of(String server) {
    String ci = System.getenv("CI");
    boolean set = ci != null && !ci.isBlank() && !ci.equals("false");
    return new ServerNeed(server, System.getProperty(SETTING, ""), set);
  }

  static ServerNeed of(String server, String without, boolean ci) {
    return new ServerNeed(server, without, ci);
  }

  /** Skips the test that calls this if the server is not wanted. */
  void skipUnlessWanted() {
    if (Arrays.stream(without.split(",")).map(String::strip).noneMatch(server::equals)) {
      return;
    }
    if (ci) {
      throw new ServerFailedException(
          "-D%s=%s leaves out the tests that need %s, and this is CI. Nothing was started. Let CI have %s, or take the setting away."
              .formatted(SETTING, without, server, server));
    }
    String warning =
        "NOT TESTED: everything that needs %s, because of -D%s=%s."
            .formatted(server, SETTING, without);
    System.err.println("[WARNING] " + warning);
    Assumptions.abort(warning);
  }

  /**
   * The failure of a server that cannot be had.
   *
   * @param why what is missing
   */
  ServerFailedException cannotBeHad(String why) {
    return new ServerFailedException(
        "%s is needed and cannot be had: %s. Nothing was started, and the test fails rather than being skipped. Install it, or leave its tests out with -D%s=%s (not in CI)."
            .formatted(server, why, SETTING, server));
  }
}
