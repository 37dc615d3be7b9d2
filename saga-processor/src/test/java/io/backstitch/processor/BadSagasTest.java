package io.backstitch.processor;

import static com.google.testing.compile.Compiler.javac;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.graph.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every source in {@code bad} says in comments what the compiler must say of the line that follows.
 * They are compiled together, which is fast and shows that no saga's problem hides another's.
 */
class BadSagasTest {

  private static final String EXPECTED = "// error: ";

  /** A failure of the processor, and what only a builder can get wrong. */
  private static final Set<Problem> NOT_IN_SOURCES =
      Set.of(
          Problem.CRASH,
          Problem.NOTHING_TO_RUN,
          Problem.OTHER_INPUT,
          Problem.RESULT_MISSING,
          Problem.RESULT_OF_OTHER_TYPE);

  private static Map<String, List<String>> errorsByFile;

  @BeforeAll
  static void compileThemAll() {
    errorsByFile =
        javac()
            .withProcessors(new SagaProcessor())
            .withOptions("-Xmaxerrs", "10000")
            .compile(TestSources.allIn(TestSources.folder("bad")))
            .errors()
            .stream()
            .collect(
                groupingBy(
                    error -> Path.of(error.getSource().getName()).getFileName().toString(),
                    mapping(
                        error -> error.getLineNumber() + " " + error.getMessage(Locale.ROOT),
                        toList())));
  }

  static List<Path> sources() {
    return TestSources.filesIn(TestSources.folder("bad"));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void says_what_is_wrong_at_its_line_and_nothing_else(Path source) throws IOException {
    assertThat(errorsByFile.getOrDefault(source.getFileName().toString(), List.of()))
        .containsExactlyInAnyOrderElementsOf(expectedIn(source));
  }

  @Test
  void has_a_bad_source_for_every_problem() {
    List<String> problemsMet =
        errorsByFile.values().stream()
            .flatMap(List::stream)
            .map(error -> error.replaceFirst("^\\d+ (\\w+) (?s:.*)$", "$1"))
            .toList();
    Stream<Problem> problemsOfSagas =
        Arrays.stream(Problem.values())
            .filter(problem -> !problem.isWarning() && !NOT_IN_SOURCES.contains(problem));

    assertThat(problemsMet).containsAll(problemsOfSagas.map(Problem::code).toList());
  }

  @Test
  void no_two_problems_share_a_code() {
    assertThat(Problem.values()).extracting(Problem::code).doesNotHaveDuplicates();
  }

  private static List<String> expectedIn(Path source) throws IOException {
    List<String> expected = new ArrayList<>();
    List<String> waiting = new ArrayList<>();
    int number = 0;
    for (String line : Files.readAllLines(source)) {
      number++;
      String text = line.strip();
      if (text.startsWith(EXPECTED)) {
        waiting.add(text.substring(EXPECTED.length()));
      } else {
        for (String message : waiting) {
          expected.add(number + " " + message);
        }
        waiting.clear();
      }
    }
    return expected;
  }
}
