package io.backstitch.processor;

import static com.google.testing.compile.Compiler.javac;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.graph.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code docs/problems.md} shows every problem by the source in {@code bad} that is called like it,
 * and by the one in {@code mended}, whose first comment says what holds, in one line, and why. It
 * is compared with what javac says now; {@code -Dbackstitch.refresh-expected=true} writes it anew.
 */
class ProblemsPageTest {

  private static final boolean REFRESH = Boolean.getBoolean("backstitch.refresh-expected");
  private static final Path PAGE = Path.of("..", "docs", "problems.md");

  private static List<Diagnostic<? extends JavaFileObject>> saidOfBad;
  private static List<Diagnostic<? extends JavaFileObject>> saidOfMended;

  @BeforeAll
  static void compileThemAll() {
    saidOfBad = new ArrayList<>();
    saidOfBad.addAll(compile("bad", "-Xmaxerrs", "10000", "-Xmaxwarns", "10000"));
    saidOfBad.addAll(compile("warned"));
    saidOfMended = compile("mended", "-Xlint:all");
  }

  static Stream<Problem> problems() {
    return Stream.of(Problem.values()).filter(problem -> !ProblemsPage.isTold(problem));
  }

  @ParameterizedTest
  @MethodSource("problems")
  void every_problem_has_a_source_that_shows_it(Problem problem) {
    assertThat(saidOfBad(problem))
        .extracting(ProblemsPageTest::text)
        .anyMatch(message -> message.startsWith(problem.code()));
  }

  @ParameterizedTest
  @MethodSource("problems")
  void the_mended_source_says_what_holds_and_why(Problem problem) {
    ShownSource mended = ShownSource.mended(problem);

    assertThat(mended.isThere()).isTrue();
    assertThat(mended.comment()).hasSizeGreaterThan(1);
    assertThat(mended.comment().get(0)).endsWith(".").doesNotContain("|");
  }

  /**
   * As with {@code -Werror}, which would only add an error that belongs to no source; but the
   * warnings of ours that a source is not about would only make it longer.
   */
  @Test
  void no_mended_source_has_an_error_or_its_warning_left() {
    assertThat(saidOfMended).allMatch(ProblemsPageTest::isOfAnotherWarning);
  }

  @Test
  void the_page_shows_what_javac_says_now() throws IOException {
    Map<Problem, List<Diagnostic<? extends JavaFileObject>>> messages =
        problems().collect(toMap(problem -> problem, ProblemsPageTest::saidOfBad));
    String page = new ProblemsPage(messages).text();
    if (REFRESH) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, page);
    }

    assertThat(PAGE).content().isEqualTo(page);
  }

  private static boolean isOfAnotherWarning(Diagnostic<? extends JavaFileObject> message) {
    return message.getKind() != Diagnostic.Kind.ERROR
        && text(message).startsWith("SAGA")
        && problems()
            .filter(problem -> ShownSource.mended(problem).isSourceOf(message))
            .noneMatch(problem -> text(message).startsWith(problem.code()));
  }

  /** What the page shows of a bad source: its errors, and the warning that it is about. */
  private static List<Diagnostic<? extends JavaFileObject>> saidOfBad(Problem problem) {
    ShownSource bad = ShownSource.wrong(problem);
    return saidOfBad.stream()
        .filter(bad::isSourceOf)
        .filter(
            message ->
                message.getKind() == Diagnostic.Kind.ERROR
                    || text(message).startsWith(problem.code()))
        .toList();
  }

  private static String text(Diagnostic<? extends JavaFileObject> message) {
    return message.getMessage(Locale.ROOT);
  }

  private static List<Diagnostic<? extends JavaFileObject>> compile(
      String folder, String... options) {
    return List.copyOf(
        javac()
            .withProcessors(new SagaProcessor())
            .withOptions((Object[]) options)
            .compile(TestSources.allIn(TestSources.folder(folder)))
            .diagnostics());
  }
}
