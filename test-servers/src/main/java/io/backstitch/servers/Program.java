package io.backstitch.servers;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to run as a child process.
 *
 * @param name what messages call it
 * @param command the executable and its arguments
 * @param environment added to the environment of this JVM
 * @param work where it runs and where its log is
 */
record Program(
    String name, List<String> command, Map<String, String> environment, WorkDirectory work) {

  Program {
    if (command.isEmpty()) {
      throw new IllegalArgumentException(
          "A program needs a command; that of " + name + " is empty.");
    }
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** Where both its outputs go; appended to, so that a restart keeps what was said before. */
  Path log() {
    return work.file("output.log");
  }
}
