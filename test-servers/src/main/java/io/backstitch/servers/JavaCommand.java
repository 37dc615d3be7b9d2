package io.backstitch.servers;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A main class to run in a JVM of its own, with the class path of this one.
 *
 * @param main its name
 * @param jvmOptions for the child only
 * @param arguments for the main class
 */
record JavaCommand(String main, List<String> jvmOptions, List<String> arguments) {

  JavaCommand {
    jvmOptions = List.copyOf(jvmOptions);
    arguments = List.copyOf(arguments);
  }

  Program program(String name, WorkDirectory work) {
    // SIGKILL, because a frozen process would not hear any other.
    List<String> command = new ArrayList<>(ParentDeath.prefix("KILL"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // So that what its own children leave behind when it is killed is deleted with its directory.
    command.add("-Djava.io.tmpdir=" + work.directory("tmp"));
    command.addAll(jvmOptions);
    command.add(main);
    command.addAll(arguments);
    // Through the environment: a class path can be longer than an argument may be.
    return new Program(name, command, Map.of("CLASSPATH", classPath()), work);
  }

  /** The class path of this JVM, for a process that runs in another directory. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
