package io.backstitch.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Under which user a server runs. PostgreSQL refuses to run as root, so root hands it to {@code
 * nobody}; every other user runs it himself.
 */
final class ServerAccount {

  private static final int ROOT = 0;
  private static final int NOBODY = 65534;

  private final boolean unprivileged;

  private ServerAccount(boolean unprivileged) {
    this.unprivileged = unprivileged;
  }

  /** The account for a server that writes to this directory, which is given to it. */
  static ServerAccount of(Path directory) {
    try {
      boolean root = (int) Files.getAttribute(directory, "unix:uid") == ROOT;
      if (root) {
        Files.setAttribute(directory, "unix:gid", NOBODY);
        Files.setAttribute(directory, "unix:uid", NOBODY);
      }
      return new ServerAccount(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What to put before a command, so that it runs under this account and ends with its parent. */
  List<String> prefix(String signalWhenTheParentDies) {
    List<String> prefix = new ArrayList<>(ParentDeath.prefix(signalWhenTheParentDies));
    if (unprivileged) {
      if (prefix.isEmpty()) {
        throw new ServerFailedException(
            "PostgreSQL refuses to run as root, and setpriv, which would start it as another user,"
                + " is not installed. Nothing was started. Install util-linux, or run as an"
                + " ordinary user.");
      }
      prefix.addAll(List.of("--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
    }
    return prefix;
  }
}
