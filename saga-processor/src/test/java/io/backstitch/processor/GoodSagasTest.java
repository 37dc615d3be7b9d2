package io.backstitch.processor;

import static com.google.testing.compile.Compiler.javac;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compilation.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.tools.JavaFileObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every folder in {@code good} is compiled by itself, with all warnings as errors. What is
 * generated is compared with {@code expected}; {@code -Dbackstitch.refresh-expected=true} writes it
 * there instead, to be reviewed as a change.
 */
class GoodSagasTest {

  private static final boolean REFRESH = Boolean.getBoolean("backstitch.refresh-expected");
  private static final Map<Path, Compilation> COMPILATIONS = new ConcurrentHashMap<>();

  static List<Path> folders() {
    return TestSources.foldersIn(TestSources.folder("good"));
  }

  @ParameterizedTest
  @MethodSource("folders")
  void compiles_without_a_warning(Path folder) {
    Compilation compilation = compile(folder);

    assertThat(compilation.diagnostics()).isEmpty();
    assertThat(compilation.status()).isEqualTo(Status.SUCCESS);
  }

  @ParameterizedTest
  @MethodSource("folders")
  void generates_what_is_expected(Path folder) throws IOException {
    Path expected = TestSources.folder("expected").resolve(folder.getFileName());
    Map<String, String> generated = generatedIn(compile(folder));
    if (REFRESH) {
      Files.createDirectories(expected);
      for (Map.Entry<String, String> file : generated.entrySet()) {
        Files.writeString(expected.resolve(file.getKey()), file.getValue());
      }
    }

    assertThat(generated).isEqualTo(contentOf(expected));
  }

  @ParameterizedTest
  @MethodSource("folders")
  void generates_the_same_again(Path folder) throws IOException {
    assertThat(generatedIn(compileAnew(folder))).isEqualTo(generatedIn(compile(folder)));
  }

  @ParameterizedTest
  @MethodSource("folders")
  void generates_code_without_reflection(Path folder) throws IOException {
    assertThat(generatedIn(compile(folder)).values())
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

  private static Compilation compile(Path folder) {
    return COMPILATIONS.computeIfAbsent(folder, GoodSagasTest::compileAnew);
  }

  private static Compilation compileAnew(Path folder) {
    return javac()
        .withProcessors(new SagaProcessor())
        .withOptions("-Xlint:all", "-Werror", "-Xdoclint:all,-missing")
        .compile(TestSources.allIn(folder));
  }

  private static Map<String, String> generatedIn(Compilation compilation) throws IOException {
    Map<String, String> generated = new TreeMap<>();
    for (JavaFileObject file : compilation.generatedSourceFiles()) {
      String name = Path.of(file.getName()).getFileName().toString();
      generated.put(name, file.getCharContent(false).toString());
    }
    return generated;
  }

  private static Map<String, String> contentOf(Path folder) throws IOException {
    Map<String, String> content = new TreeMap<>();
    for (Path file : TestSources.filesIn(folder)) {
      content.put(file.getFileName().toString(), Files.readString(file));
    }
    return content;
  }
}
