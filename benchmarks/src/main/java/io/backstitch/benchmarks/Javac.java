package io.backstitch.benchmarks;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles sources against the class path of this JVM, and says how long that took. */
final class Javac implements AutoCloseable {

  /** What javac does. */
  enum Mode {
    /** Compiles, and runs no processor. */
    OFF,
    /** Compiles, with what the processor generates. */
    ON,
    /** Runs the processor and compiles nothing. */
    PROCESSOR_ONLY,
    /** Reads the sources and stops where the processor would have begun. */
    NOTHING;

    List<String> options() {
      String path = System.getProperty("java.class.path");
      return switch (this) {
        case OFF -> List.of("-proc:none");
        case ON -> List.of("-processorpath", path);
        case PROCESSOR_ONLY -> List.of("-proc:only", "-processorpath", path);
        case NOTHING -> List.of("-proc:none", "--should-stop=ifNoError=PROCESS");
      };
    }
  }

  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
  private final Path folder = Files.createTempDirectory("benchmark");
  private final List<Path> sources = new ArrayList<>();

  Javac(Map<String, String> sourcesByName) throws IOException {
    for (Map.Entry<String, String> source : sourcesByName.entrySet()) {
      Path file = folder.resolve("src").resolve(source.getKey().replace('.', '/') + ".java");
      Files.createDirectories(file.getParent());
      sources.add(Files.writeString(file, source.getValue()));
    }
  }

  /** Milliseconds of processor time that javac took in this thread. */
  double cpuTime(Mode mode) throws IOException {
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options = options(mode);
      long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      boolean succeeded =
          compiler
              .getTask(
                  messages, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
              .call();
      long after = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      if (!succeeded) {
        throw new IllegalStateException("javac refused the sources: " + messages);
      }
      return (after - before) / 1e6;
    }
  }

  /** Milliseconds from the start of a new javac process to its end. */
  double coldTime(Mode mode) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(options(mode));
    sources.forEach(source -> arguments.add(source.toString()));
    Path file = Files.write(folder.resolve("arguments"), arguments);
    Path javac = Path.of(System.getProperty("java.home"), "bin", "javac");
    long before = System.nanoTime();
    int exit = new ProcessBuilder(javac.toString(), "@" + file).inheritIO().start().waitFor();
    long after = System.nanoTime();
    if (exit != 0) {
      throw new IllegalStateException("javac ended with " + exit);
    }
    return (after - before) / 1e6;
  }

  private List<String> options(Mode mode) throws IOException {
    Path output = Files.createTempDirectory(folder, "classes");
    List<String> options =
        new ArrayList<>(
            List.of("-cp", System.getProperty("java.class.path"), "-d", output.toString()));
    options.addAll(mode.options());
    return options;
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(Javac::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
