package io.backstitch.processor;

import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;

/** The Java sources under {@code src/test/resources}. */
final class TestSources {

  private static final Path RESOURCES = Path.of("src", "test", "resources");

  private TestSources() {}

  /** A folder of sources, or one in which sources are expected. */
  static Path folder(String name) {
    return RESOURCES.resolve(name);
  }

  static List<Path> foldersIn(Path folder) {
    try (Stream<Path> content = Files.list(folder)) {
      return content.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All sources in a folder, at any depth. */
  static List<Path> filesIn(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(path -> path.toString().endsWith(".java")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same, ready to be compiled. */
  static List<JavaFileObject> allIn(Path folder) {
    return filesIn(folder).stream().map(TestSources::source).toList();
  }

  /** Writes a source: what is in memory only, Eclipse's compiler does not take. */
  static JavaFileObject write(Path folder, String type, String text) {
    Path file = folder.resolve(type.replace('.', '/') + ".java");
    try {
      Files.createDirectories(file.getParent());
      return source(Files.writeString(file, text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JavaFileObject source(Path path) {
    try {
      return JavaFileObjects.forResource(path.toUri().toURL());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
