package io.backstitch.processor;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.graph.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every source in {@code bad} says in comments what the compiler must say of the line that follows.
 * They are compiled together, which is fast and shows that no saga's problem hides another's.
 */
class BadSagasTest {

  /** By file and javac's line, the line that Eclipse's compiler gives instead. */
  private static final Map<String, Long> LINES_IN_ECLIPSE =
      Map.of(
          // It knows no position of a record: its first step or the class around it stands for it.
          "BadSagaNameOfARecord.java:7", 11L,
          "NoStepInARecord.java:9", 5L,
          // It knows no position of a value, only of the name before it.
          "AfterItselfAmongOthers.java:18", 15L,
          "AfterItselfAmongOthers.java:21", 15L,
          "AfterItselfAmongOthers.java:23", 15L,
          "AfterNoStepOfSeveral.java:19", 16L,
          "NoDurationBelowItsName.java:12", 10L);

  /** What no source is to blame for, and what only a builder can get wrong. */
  private static final Set<Problem> NOT_IN_SOURCES =
      Set.of(
          Problem.CRASH,
          Problem.BAD_OPTION,
          Problem.NOTHING_TO_RUN,
          Problem.OTHER_INPUT,
          Problem.RESULT_MISSING,
          Problem.RESULT_OF_OTHER_TYPE);

  private static Map<TestCompiler, List<Diagnostic<? extends JavaFileObject>>> said;

  @BeforeAll
  static void compileThemAll() {
    said =
        Arrays.stream(TestCompiler.values())
            .collect(toMap(compiler -> compiler, BadSagasTest::compileThemAllBy));
  }

  private static List<Diagnostic<? extends JavaFileObject>> compileThemAllBy(
      TestCompiler compiler) {
    List<JavaFileObject> bad = TestSources.allIn(TestSources.folder("bad"));
    List<JavaFileObject> warned = TestSources.allIn(TestSources.folder("warned"));
    List<Diagnostic<? extends JavaFileObject>> all = new ArrayList<>();
    all.addAll(compiler.compile(bad, "-Abackstitch.warnings=off").diagnostics());
    all.addAll(compiler.compile(warned).diagnostics());
    return all;
  }

  static Stream<Arguments> sources() {
    return BadSource.all().stream()
        .flatMap(
            source ->
                Arrays.stream(TestCompiler.values())
                    .map(compiler -> Arguments.of(compiler, source)));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void says_what_is_wrong_at_its_line_and_nothing_else(TestCompiler compiler, BadSource source) {
    List<Report> expected =
        compiler == TestCompiler.ECLIPSE ? expectedInEclipse(source) : source.expected();

    assertThat(Report.allOf(said.get(compiler), source.name()))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest
  @EnumSource
  void says_of_everything_where_it_stands(TestCompiler compiler) {
    assertThat(Report.allOf(said.get(compiler), "")).isEmpty();
  }

  @Test
  void has_a_bad_source_for_every_problem() {
    List<String> problemsMet =
        BadSource.all().stream()
            .flatMap(source -> source.expected().stream())
            .map(report -> report.text().replaceFirst(" .*$", ""))
            .toList();
    Stream<Problem> problemsOfSagas =
        Arrays.stream(Problem.values()).filter(problem -> !NOT_IN_SOURCES.contains(problem));

    assertThat(problemsMet).containsAll(problemsOfSagas.map(Problem::code).toList());
  }

  @Test
  void no_two_problems_share_a_code() {
    assertThat(Problem.values()).extracting(Problem::code).doesNotHaveDuplicates();
  }

  private static List<Report> expectedInEclipse(BadSource source) {
    return source.expected().stream()
        .map(
            report ->
                report.atLine(
                    LINES_IN_ECLIPSE.getOrDefault(
                        source.name() + ":" + report.line(), report.line())))
        .toList();
  }
}
