package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compilation.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Others write types in the same compilation: what a saga uses, or the saga itself. */
class NeighbourProcessorsTest {

  private static final String SHIP =
      """
      package shop;
      @io.backstitch.annotations.Saga("ship")
      class Ship {
        @io.backstitch.annotations.Step(transactional = true)
        void ship(Order order) {}
      }
      """;

  private static final String ORDER = "package shop; record Order(String id) {}";

  @TempDir private Path folder;

  static Stream<Arguments> orders() {
    return Arrays.stream(TestCompiler.values())
        .flatMap(compiler -> Stream.of(true, false).map(first -> Arguments.of(compiler, first)));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void waits_for_a_type_that_another_one_writes(TestCompiler compiler, boolean weAreFirst) {
    Compilation compilation =
        compile(compiler, weAreFirst, source(SHIP), new Author(Map.of("shop.Order", ORDER)));

    assertThat(Report.allOf(compilation.diagnostics())).isEmpty();
    assertThat(classesOf(compilation)).contains("ShipDefinition.class");
  }

  @ParameterizedTest
  @MethodSource("orders")
  void waits_for_a_type_that_is_written_rounds_later(TestCompiler compiler, boolean weAreFirst) {
    Processor author =
        new Author(Map.of("shop.One", "package shop; class One {}"), Map.of("shop.Order", ORDER));

    Compilation compilation = compile(compiler, weAreFirst, source(SHIP), author);

    assertThat(Report.allOf(compilation.diagnostics())).isEmpty();
    assertThat(classesOf(compilation)).contains("ShipDefinition.class");
  }

  @ParameterizedTest
  @MethodSource("orders")
  void reads_a_saga_that_another_one_writes(TestCompiler compiler, boolean weAreFirst) {
    Processor author = new Author(Map.of("shop.Order", ORDER, "shop.Ship", SHIP));

    Compilation compilation =
        compile(
            compiler,
            weAreFirst,
            TestSources.write(folder, "shop.Other", "package shop; class Other {}"),
            author);

    assertThat(Report.allOf(compilation.diagnostics())).isEmpty();
    assertThat(classesOf(compilation)).contains("ShipDefinition.class");
  }

  @ParameterizedTest
  @MethodSource("orders")
  void says_once_what_is_wrong_however_many_rounds_follow(
      TestCompiler compiler, boolean weAreFirst) {
    Processor author =
        new Author(
            Map.of("shop.Order", ORDER),
            Map.of("shop.One", "package shop; class One {}"),
            Map.of("shop.Two", "package shop; class Two {}"));

    Compilation compilation =
        compile(compiler, weAreFirst, source(SHIP.replace("\"ship\"", "\"Ship\"")), author);

    assertThat(Report.allOf(compilation.diagnostics()))
        .singleElement()
        .asString()
        .startsWith("Ship.java 2 error: SAGA005 in saga Ship: ");
  }

  @ParameterizedTest
  @EnumSource
  void leaves_it_to_the_compiler_to_complain_of_a_type_that_nobody_writes(TestCompiler compiler) {
    Compilation compilation =
        compile(
            compiler,
            true,
            source(SHIP),
            new Author(Map.of("shop.One", "package shop; class One {}"), Map.of()));

    assertThat(Report.allOf(compilation.errors()))
        .singleElement()
        .asString()
        .startsWith("Ship.java 5 error: ")
        .contains("Order")
        .doesNotContain("SAGA");
  }

  @ParameterizedTest
  @EnumSource
  void another_one_that_fails_takes_nothing_with_it(TestCompiler compiler) {
    Compilation compilation =
        compile(
            compiler,
            true,
            source(SHIP),
            new Author(Map.of("shop.Order", "package shop; record Order(Missing id) {}")));

    assertThat(compilation.status()).isEqualTo(Status.FAILURE);
    assertThat(Report.allOf(compilation.errors()))
        .singleElement()
        .asString()
        .contains("Missing")
        .doesNotContain("SAGA");
  }

  private static Compilation compile(
      TestCompiler compiler, boolean weAreFirst, JavaFileObject source, Processor author) {
    Processor ours = new SagaProcessor();
    return compiler.compile(
        List.of(source), weAreFirst ? List.of(ours, author) : List.of(author, ours));
  }

  private JavaFileObject source(String ship) {
    return TestSources.write(folder, "shop.Ship", ship);
  }

  private static List<String> classesOf(Compilation compilation) {
    return compilation.generatedFiles().stream()
        .map(file -> file.getName().replaceFirst("^.*/", ""))
        .toList();
  }

  /** Writes sources, some in each round. */
  @SupportedAnnotationTypes("*")
  private static final class Author extends AbstractProcessor {

    private final List<Map<String, String>> sourcesByRound;
    private int round;

    @SafeVarargs
    Author(Map<String, String>... sourcesByRound) {
      this.sourcesByRound = List.of(sourcesByRound);
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment environment) {
      if (round < sourcesByRound.size()) {
        sourcesByRound.get(round).forEach(this::write);
        round++;
      }
      return false;
    }

    private void write(String type, String source) {
      try (Writer file = processingEnv.getFiler().createSourceFile(type).openWriter()) {
        file.write(source);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
