package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import io.backstitch.annotations.Saga;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A saga is compiled again without its neighbours, which are there as class files. */
class IncrementalBuildTest {

  private static final String SHIP =
      """
      package shop;
      @io.backstitch.annotations.Saga("ship")
      class Ship {
        @io.backstitch.annotations.Step(transactional = true)
        void ship(String order) {}
      }
      """;

  private static final String BILL =
      """
      package shop;
      @io.backstitch.annotations.Saga("bill")
      class Bill {
        @io.backstitch.annotations.Step(transactional = true)
        void charge(String order) {}
        static class Reminder {}
      }
      """;

  @TempDir private Path sources;
  @TempDir private Path classes;

  @ParameterizedTest
  @EnumSource
  void only_the_changed_saga_is_generated_again(TestCompiler compiler) throws IOException {
    JavaFileObject ship = TestSources.write(sources, "shop.Ship", SHIP);
    JavaFileObject bill = TestSources.write(sources, "shop.Bill", BILL);
    Compilation first = compiler.compile(List.of(ship, bill));
    keepClassesOf(first);
    forget("Ship");

    Compilation second =
        compiler.compile(
            List.of(TestSources.write(sources, "shop.Ship", SHIP.replace("String", "Integer"))),
            "-classpath",
            withKeptClasses());

    assertThat(second.diagnostics()).isEmpty();
    assertThat(generatedIn(first))
        .containsOnlyKeys(
            "BillDefinition.java",
            "bill.v1.json",
            "bill.v1.mmd",
            "ShipDefinition.java",
            "ship.v1.json",
            "ship.v1.mmd");
    assertThat(generatedIn(second))
        .containsOnlyKeys("ShipDefinition.java", "ship.v1.json", "ship.v1.mmd");
    assertThat(generatedIn(second).get("ShipDefinition.java")).contains("Integer.class");
  }

  @ParameterizedTest
  @EnumSource
  void what_is_generated_does_not_depend_on_what_is_compiled_with_it(TestCompiler compiler)
      throws IOException {
    Path folder = TestSources.folder("good").resolve("inherited");
    Compilation together = compiler.compile(TestSources.allIn(folder));
    keepClassesOf(together);
    for (String saga : List.of("OpenAccount", "CloseAccount")) {
      forget(saga);
      List<JavaFileObject> alone =
          TestSources.allIn(folder).stream()
              .filter(source -> source.getName().endsWith("/" + saga + ".java"))
              .toList();

      Compilation again = compiler.compile(alone, "-classpath", withKeptClasses());

      assertThat(again.diagnostics()).isEmpty();
      String definition = saga + "Definition.java";
      assertThat(generatedIn(again)).hasSize(3).containsKey(definition);
      assertThat(generatedIn(together)).containsAllEntriesOf(generatedIn(again));
      keepClassesOf(again);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everything_that_is_generated_comes_from_one_saga_class(TestCompiler compiler) {
    for (Path folder : TestSources.foldersIn(TestSources.folder("good"))) {
      OriginsRecorder recorder = new OriginsRecorder(new SagaProcessor());

      compiler.compile(TestSources.allIn(folder), List.of(recorder));

      assertThat(recorder.originsByFile()).isNotEmpty();
      assertThat(recorder.originsByFile())
          .allSatisfy(
              (file, origins) -> {
                assertThat(origins).hasSize(1);
                Element origin = origins.get(0);
                assertThat(Mark.on(origin, Saga.class)).isPresent();
                assertThat(file).contains(nameOf(origin, file));
              });
    }
  }

  @ParameterizedTest
  @EnumSource
  void one_compilation_knows_nothing_of_the_one_before(TestCompiler compiler) {
    List<JavaFileObject> bad = TestSources.allIn(TestSources.folder("bad"));
    List<JavaFileObject> good = TestSources.allIn(TestSources.folder("good").resolve("trip"));
    List<String> problems = Report.allOf(compiler.compile(bad).diagnostics());

    assertThat(compiler.compile(good).diagnostics()).isEmpty();
    assertThat(compiler.compile(good).diagnostics()).isEmpty();
    assertThat(Report.allOf(compiler.compile(bad).diagnostics()))
        .containsExactlyInAnyOrderElementsOf(problems);
  }

  /** A class for one, the name of its saga for a drawing. */
  private static String nameOf(Element saga, String file) {
    return file.startsWith("META-INF")
        ? Mark.on(saga, Saga.class).orElseThrow().text("value").value()
        : saga.getSimpleName().toString();
  }

  private void keepClassesOf(Compilation compilation) throws IOException {
    for (JavaFileObject file : compilation.generatedFiles()) {
      if (file.getKind() == Kind.CLASS) {
        Path target = classes.resolve(file.getName().replaceFirst("^/CLASS_OUTPUT/", ""));
        Files.createDirectories(target.getParent());
        try (InputStream content = file.openInputStream()) {
          Files.write(target, content.readAllBytes());
        }
      }
    }
  }

  /** Deletes what was made of a saga, as Gradle does before it compiles the saga again. */
  private void forget(String saga) throws IOException {
    try (Stream<Path> all = Files.walk(classes)) {
      List<Path> stale = new ArrayList<>(all.filter(file -> isMadeOf(saga, file)).toList());
      assertThat(stale).isNotEmpty();
      for (Path file : stale) {
        Files.delete(file);
      }
    }
  }

  private static boolean isMadeOf(String saga, Path file) {
    return file.getFileName().toString().matches(saga + "(Definition)?(\\$.*)?\\.class");
  }

  private String withKeptClasses() {
    return classes + File.pathSeparator + System.getProperty("java.class.path");
  }

  private static Map<String, String> generatedIn(Compilation compilation) {
    Map<String, String> generated = new TreeMap<>();
    for (JavaFileObject file : compilation.generatedFiles()) {
      if (file.getKind() != Kind.CLASS) {
        generated.put(file.getName().replaceFirst("^.*/", ""), contentOf(file));
      }
    }
    return generated;
  }

  private static String contentOf(JavaFileObject file) {
    try {
      return file.getCharContent(false).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
