package io.backstitch.servers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lets a child process end with this JVM even when this JVM is killed: Linux sends the child a
 * signal then. Where there is no {@code setpriv}, only the shutdown hooks of this JVM end it.
 */
final class ParentDeath {

  private static final List<Path> PLACES =
      List.of(Path.of("/usr/bin/setpriv"), Path.of("/bin/setpriv"));

  private ParentDeath() {}

  static List<String> prefix(String signal) {
    Stream<Path> setpriv = PLACES.stream().filter(Files::isExecutable).limit(1);
    return setpriv.flatMap(path -> Stream.of(path.toString(), "--pdeathsig", signal)).toList();
  }
}
