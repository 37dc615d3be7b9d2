package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compilation.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sagas in the language of each release from 17 up to that of the JDK which runs this. */
class ReleasesTest {

  /** With its imports and what counts, which are what releases differ in. */
  private static final String REFUND =
      """
      package shop;
      import io.backstitch.annotations.*;
      %s
      @Saga("refund")
      record Refund(Set<String> paid) {

        sealed interface Money permits Cash, Card {}

        record Cash(int cents) implements Money {}

        record Card(String number, int cents) implements Money {
          Card {
            number = number.strip();
          }
        }

        @Step(transactional = true)
        @NoCompensation("it is only counted")
        Cash count(List<Cash> orders) {
          return new Cash(orders.stream().mapToInt(this::cents).sum());
        }

        @Step(transactional = true)
        void pay(List<Cash> orders, Cash cash) {}

        private int cents(Money money) {
          return %s;
        }
      }
      """;

  private static final NavigableMap<Integer, String> IMPORTS =
      new TreeMap<>(Map.of(17, "import java.util.*;", 25, "import module java.base;"));

  private static final NavigableMap<Integer, String> COUNTING =
      new TreeMap<>(
          Map.of(
              17, "money instanceof Cash cash && cash.cents() > 0 ? cash.cents() : 0",
              21,
                  "switch (money) { case Cash(int cents) -> cents; case Card card -> card.cents(); }",
              22,
                  "switch (money) { case Cash(int cents) -> cents; case Card(_, int cents) -> cents; }"));

  @TempDir private Path folder;

  static Stream<Arguments> releases() {
    return IntStream.rangeClosed(17, Runtime.version().feature())
        .boxed()
        .flatMap(
            release ->
                Arrays.stream(TestCompiler.values())
                    .map(compiler -> Arguments.of(compiler, release)));
  }

  @ParameterizedTest
  @MethodSource("releases")
  void a_saga_in_the_language_of_a_release_compiles_without_a_warning(
      TestCompiler compiler, int release) {
    String source = REFUND.formatted(latest(IMPORTS, release), latest(COUNTING, release));
    List<JavaFileObject> sources = List.of(TestSources.write(folder, "shop.Refund", source));
    List<String> options = new ArrayList<>(List.of("--release", String.valueOf(release)));
    if (compiler == TestCompiler.JAVAC) {
      options.addAll(List.of("-Xlint:all", "-Werror"));
    }

    Compilation compilation = compiler.compile(sources, options.toArray(String[]::new));

    assertThat(compilation.diagnostics()).isEmpty();
    assertThat(compilation.status()).isEqualTo(Status.SUCCESS);
    assertThat(compilation.generatedSourceFiles())
        .singleElement()
        .asString()
        .contains("RefundDefinition");
  }

  private static String latest(NavigableMap<Integer, String> byRelease, int release) {
    return byRelease.floorEntry(release).getValue();
  }
}
