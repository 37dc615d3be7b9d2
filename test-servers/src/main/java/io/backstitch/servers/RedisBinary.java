package io.backstitch.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;

/** The Redis that a jar on the class path brings along. */
final class RedisBinary {

  private static final Map<String, String> BY_PLATFORM =
      Map.of(
          "linux amd64", "/redis-server-6.2.6-v5-linux-amd64",
          "linux aarch64", "/redis-server-6.2.7-linux-arm64",
          "mac x86_64", "/redis-server-6.2.6-v5-darwin-amd64",
          "mac aarch64", "/redis-server-6.2.6-v5-darwin-arm64");

  private RedisBinary() {}

  /** Unpacks it into the directory, unless it is there, and returns where it is. */
  static Path in(WorkDirectory work) {
    Path target = work.file("redis-server");
    if (Files.exists(target)) {
      return target;
    }
    try (InputStream binary = RedisBinary.class.getResourceAsStream(resource())) {
      if (binary == null) {
        throw new ServerFailedException(
            "Redis cannot be started: "
                + resource()
                + " is not on the class path. Nothing was started. Add"
                + " com.github.codemonstur:embedded-redis in the version that has it.");
      }
      Files.copy(binary, target);
      return Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String resource() {
    String system =
        System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "mac" : "linux";
    String platform = system + " " + System.getProperty("os.arch");
    String resource = BY_PLATFORM.get(platform);
    if (resource == null) {
      throw new ServerFailedException(
          "Redis cannot be started: there is no binary for "
              + platform
              + ". Nothing was started. There are binaries for "
              + BY_PLATFORM.keySet().stream().sorted().toList()
              + ".");
    }
    return resource;
  }
}
