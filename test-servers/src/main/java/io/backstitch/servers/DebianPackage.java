package io.backstitch.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A package of Debian that is installed when a test needs it, by one JVM at a time, where that is
 * possible: as root, with apt-get.
 */
final class DebianPackage {

  private static final Path APT_GET = Path.of("/usr/bin/apt-get");
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final String name;
  private final Path program;
  private final Path aptGet;

  /**
   * A package.
   *
   * @param name as apt-get knows it
   * @param program a file that is there once it is installed
   */
  DebianPackage(String name, Path program) {
    this(name, program, APT_GET);
  }

  DebianPackage(String name, Path program, Path aptGet) {
    this.name = name;
    this.program = program;
    this.aptGet = aptGet;
  }

  /**
   * Installs it unless it is there.
   *
   * @return its program
   * @throws ServerFailedException if it cannot be installed
   */
  Path installed(ServerNeed need) {
    if (Files.isExecutable(program)) {
      return program;
    }
    if (!Files.isExecutable(aptGet)) {
      throw need.cannotBeHad("there is no %s, and no apt-get to install it".formatted(program));
    }
    if (!isRoot()) {
      throw need.cannotBeHad(
          "there is no %s, and only root can run apt-get install %s".formatted(program, name));
    }
    Path lock = Path.of(System.getProperty("java.io.tmpdir"), "backstitch-apt-get.lock");
    try (FileChannel file =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = file.lock()) {
      if (held.isValid() && !Files.isExecutable(program)) {
        install(need);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return program;
  }

  private void install(ServerNeed need) {
    System.err.println("[INFO] Installing " + name + " with apt-get: tests need it.");
    String said = aptGet("install", "-y", "--no-install-recommends", name);
    if (!Files.isExecutable(program)) {
      aptGet("update");
      said = aptGet("install", "-y", "--no-install-recommends", name);
    }
    if (!Files.isExecutable(program)) {
      throw need.cannotBeHad(
          "apt-get install %s left no %s and ended with: %s".formatted(name, program, tail(said)));
    }
  }

  private String aptGet(String... arguments) {
    List<String> command = new ArrayList<>(List.of(aptGet.toString(), "-q"));
    command.addAll(List.of(arguments));
    return new ShortCommand(command, Map.of("DEBIAN_FRONTEND", "noninteractive"))
        .run(PATIENCE)
        .output();
  }

  private static boolean isRoot() {
    try {
      return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static String tail(String text) {
    List<String> lines = text.lines().toList();
    return String.join(" / ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
  }
}
