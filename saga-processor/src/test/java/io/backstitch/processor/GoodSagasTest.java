package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compilation.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every folder in {@code good} is compiled by itself, with all warnings as errors. What is
 * generated is compared with {@code expected}; {@code -Dbackstitch.refresh-expected=true} writes it
 * there instead, to be reviewed as a change.
 */
class GoodSagasTest {

  private static final boolean REFRESH = Boolean.getBoolean("backstitch.refresh-expected");
  private static final Map<List<Object>, Compilation> COMPILATIONS = new ConcurrentHashMap<>();

  static Stream<Arguments> folders() {
    return TestSources.foldersIn(TestSources.folder("good")).stream()
        .flatMap(
            folder ->
                Arrays.stream(TestCompiler.values())
                    .map(compiler -> Arguments.of(compiler, folder)));
  }

  @ParameterizedTest
  @MethodSource("folders")
  void compiles_without_a_warning(TestCompiler compiler, Path folder) {
    Compilation compilation = compile(compiler, folder);

    assertThat(compilation.diagnostics()).isEmpty();
    assertThat(compilation.status()).isEqualTo(Status.SUCCESS);
  }

  @ParameterizedTest
  @MethodSource("folders")
  void generates_what_is_expected(TestCompiler compiler, Path folder) throws IOException {
    Path expected = TestSources.folder("expected").resolve(folder.getFileName());
    Map<String, String> generated = generatedIn(compile(compiler, folder));
    if (REFRESH && compiler == TestCompiler.JAVAC) {
      Files.createDirectories(expected);
      for (Map.Entry<String, String> file : generated.entrySet()) {
        Files.writeString(expected.resolve(file.getKey()), file.getValue());
      }
    }

    assertThat(generated).isEqualTo(contentOf(expected));
  }

  @ParameterizedTest
  @MethodSource("folders")
  void generates_the_same_again(TestCompiler compiler, Path folder) throws IOException {
    assertThat(generatedIn(compileAnew(compiler, folder)))
        .isEqualTo(generatedIn(compile(compiler, folder)));
  }

  @ParameterizedTest
  @MethodSource("folders")
  void generates_code_without_reflection(TestCompiler compiler, Path folder) throws IOException {
    assertThat(generatedIn(compile(compiler, folder)).values())
        .allSatisfy(
            source ->
                assertThat(source)
                    .doesNotContain(
                        "java.lang.reflect",
                        "getClass",
                        "Class.forName",
                        "Proxy",
                        "MethodHandle",
                        "SuppressWarnings(\"unchecked"));
  }

  private static Compilation compile(TestCompiler compiler, Path folder) {
    return COMPILATIONS.computeIfAbsent(
        List.of(compiler, folder), key -> compileAnew(compiler, folder));
  }

  private static Compilation compileAnew(TestCompiler compiler, Path folder) {
    return compiler.compile(TestSources.allIn(folder), strictest(compiler));
  }

  /** All that a compiler can complain of; but Eclipse's does so of style as well. */
  private static String[] strictest(TestCompiler compiler) {
    return switch (compiler) {
      case JAVAC -> new String[] {"-Xlint:all", "-Werror", "-Xdoclint:all,-missing"};
      case ECLIPSE -> new String[] {"-failOnWarning"};
    };
  }

  private static Map<String, String> generatedIn(Compilation compilation) throws IOException {
    Map<String, String> generated = new TreeMap<>();
    for (JavaFileObject file : compilation.generatedFiles()) {
      if (file.getKind() != Kind.CLASS) {
        String name = Path.of(file.getName()).getFileName().toString();
        generated.put(name, file.getCharContent(false).toString());
      }
    }
    return generated;
  }

  private static Map<String, String> contentOf(Path folder) throws IOException {
    Map<String, String> content = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        content.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return content;
  }
}
