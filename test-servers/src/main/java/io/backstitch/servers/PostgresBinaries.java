package io.backstitch.servers;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jspecify.annotations.Nullable;

/** The PostgreSQL that a jar on the class path brings along, unpacked once per JVM. */
final class PostgresBinaries {

  private static @Nullable Path unpacked;

  private final WorkDirectory home = WorkDirectory.create("postgres-binaries");
  private boolean ended;

  private PostgresBinaries() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::delete));
  }

  /** The directory with {@code bin/initdb} and {@code bin/postgres}; deleted when this JVM ends. */
  static synchronized Path home() {
    if (unpacked == null) {
      unpacked = new PostgresBinaries().unpack();
    }
    return unpacked;
  }

  private Path unpack() {
    try (InputStream file = archive().openStream();
        TarArchiveInputStream tar =
            new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(file)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(entry, tar);
      }
      return home.path();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void unpack(TarArchiveEntry entry, InputStream content) throws IOException {
    if (ended) {
      throw new ServerFailedException("PostgreSQL was not unpacked: this JVM is ending.");
    }
    Path target = entry.resolveIn(home.path());
    makeDirectory(entry.isDirectory() ? target : Objects.requireNonNull(target.getParent()));
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else if (!entry.isDirectory()) {
      Files.copy(content, target);
      permit(target, (entry.getMode() & 0100) == 0 ? "rw-r--r--" : "rwxr-xr-x");
    }
  }

  private synchronized void delete() {
    ended = true;
    home.delete();
  }

  private static void makeDirectory(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      makeDirectory(Objects.requireNonNull(directory.getParent()));
      permit(Files.createDirectory(directory), "rwxr-xr-x");
    }
  }

  /** Whatever the umask of this JVM: the server may run as somebody else. */
  private static void permit(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private static URL archive() {
    String name = "/postgres-%s-%s.txz".formatted(system(), architecture());
    URL archive = PostgresBinaries.class.getResource(name);
    if (archive == null) {
      throw new ServerFailedException(
          "PostgreSQL cannot be started: "
              + name
              + " is not on the class path. Nothing was started. Add the io.zonky.test.postgres"
              + " artifact for this platform, or build with"
              + " -Dembedded-postgres-binaries.artifact=<its id>.");
    }
    return archive;
  }

  private static String system() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac")
        ? "darwin"
        : "linux";
  }

  private static String architecture() {
    String architecture = System.getProperty("os.arch");
    return switch (architecture) {
      case "amd64" -> "x86_64";
      case "aarch64" -> "arm_64";
      default -> architecture;
    };
  }
}
