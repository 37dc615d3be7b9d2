package io.backstitch.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** A temporary directory that holds all files of one server. */
record WorkDirectory(Path path) {

  /** A new one, that other users may pass through: a server may run as somebody else. */
  static WorkDirectory create(String name) {
    try {
      Path path = Files.createTempDirectory("backstitch-" + name + "-");
      return new WorkDirectory(openToPassThrough(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path file(String name) {
    return path.resolve(name);
  }

  Path directory(String name) {
    try {
      return openToPassThrough(Files.createDirectories(file(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file that vanishes meanwhile, as those of a server that is just ending do, is no error. */
  void delete() {
    try {
      Files.walkFileTree(path, new DeleteEverything());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path openToPassThrough(Path path) throws IOException {
    return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x--x"));
  }

  private static final class DeleteEverything extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
        throws IOException {
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
