package io.backstitch.runtime;

import io.backstitch.servers.JavaProcess;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;

/**
 * JVMs for processes that live for a second and are started by the hundred: they take the classes
 * that an earlier one has loaded from an archive, which more than halves what a start costs. An
 * archive is only for classes from jars, so directories of this JVM's class path become jars.
 */
final class QuickJvm {

  static final List<String> SMALL =
      List.of("-Xmx96m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");

  private final String classPath;
  private final Path archive;

  /**
   * @param directory for jars and archive; lives as long as the processes
   */
  QuickJvm(Path directory) throws IOException {
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry).toAbsolutePath();
      entries.add(
          Files.isDirectory(path)
              ? jar(path, directory.resolve(entries.size() + ".jar")).toString()
              : path.toString());
    }
    classPath = String.join(File.pathSeparator, entries);
    archive = directory.resolve("classes.jsa");
  }

  private static Path jar(Path classes, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> all = Files.walk(classes)) {
      out.setLevel(Deflater.NO_COMPRESSION);
      for (Path one : all.skip(1).toList()) { // The first is the directory itself.
        String name = classes.relativize(one).toString().replace(File.separatorChar, '/');
        boolean isFile = Files.isRegularFile(one);
        out.putNextEntry(new JarEntry(isFile ? name : name + '/')); // Some look for directories.
        if (isFile) {
          Files.copy(one, out);
        }
      }
    }
    return jar;
  }

  /** Starts a process; when it ends by itself or by SIGTERM, what it has loaded is archived. */
  JavaProcess startFirst(Class<?> main, String... arguments) {
    return start("-XX:ArchiveClassesAtExit=" + archive, main, arguments);
  }

  JavaProcess start(Class<?> main, String... arguments) {
    return start("-XX:SharedArchiveFile=" + archive, main, arguments);
  }

  private JavaProcess start(String option, Class<?> main, String... arguments) {
    List<String> options =
        Stream.concat(SMALL.stream(), Stream.of(option, "-cp", classPath)).toList();
    return JavaProcess.start(options, main, arguments);
  }
}
