package io.backstitch.processor;

import io.backstitch.graph.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/**
 * The page that explains every problem, made of the sources of the tests and of what javac says.
 */
final class ProblemsPage {

  private static final String INTRODUCTION =
      """
      # What the compiler says

      Every message begins with a code that never changes its meaning. This page shows for each one a mistake, what javac
      prints, and the same source mended; package and imports are left out. A message stands at the line that is wrong, and
      all problems of a class are reported at once.

      The page is produced from the sources of the processor's own tests and cannot differ from what they see:
      `mvn test -pl saga-processor -am -Dtest=ProblemsPageTest -Dsurefire.failIfNoSpecifiedTests=false
      -Dbackstitch.refresh-expected=true` writes it anew.
      """;

  /**
   * What no source can show: how the processor itself fares, and what only a builder can be told.
   */
  private static final Map<Problem, String> TOLD =
      Map.of(
          Problem.CRASH,
          """
          The processor has not failed.
          A crash is no mistake in the saga. The message names the class that the processor failed on, and what failed where in
          the processor. Please report it with the class.
          """,
          Problem.BAD_OPTION,
          """
          An option of the processor has one of the values that it can have.
          `-Abackstitch.warnings=error` makes errors of all warnings, `off` keeps them off, and `warn` is what happens anyway.
          `-Abackstitch.codec=own` is for those who give the engine a codec of their own: of classes that do not come with Java,
          SAGA080 then leaves it to the codec what it can store.
          """,
          Problem.NOTHING_TO_RUN,
          """
          By hand: every step and every compensation that was begun is told what it runs.
          A definition is only built of what is complete; the compiler has a method for each anyway.
          """,
          Problem.OTHER_INPUT,
          """
          By hand: an argument that is the input has the type of the saga's input.
          It was made of another `SagaType` than the one that the builder was given.
          """,
          Problem.RESULT_MISSING,
          """
          By hand: where the `SagaType` has a result, the builder is told by `result` which step's it is.
          The compiler takes the only last step that returns something, and by its type makes the `SagaType`.
          """,
          Problem.RESULT_OF_OTHER_TYPE,
          """
          By hand: the step that `result` names returns what the `SagaType` has for a result.
          Its key must be the one that the step was added with.
          """);

  private static final Map<Integer, String> GROUPS = new TreeMap<>();

  static {
    GROUPS.put(0, "The class");
    GROUPS.put(10, "Steps");
    GROUPS.put(20, "Parameters");
    GROUPS.put(30, "The order of steps");
    GROUPS.put(40, "Compensations");
    GROUPS.put(50, "What has to be undone");
    GROUPS.put(60, "The pivot");
    GROUPS.put(70, "Retries and timeouts");
    GROUPS.put(80, "Values");
    GROUPS.put(90, "The result of the saga");
    GROUPS.put(100, "The processor");
    GROUPS.put(110, "Warnings");
  }

  private final Map<Problem, List<Diagnostic<? extends JavaFileObject>>> messages;

  ProblemsPage(Map<Problem, List<Diagnostic<? extends JavaFileObject>>> messages) {
    this.messages = messages;
  }

  /** Whether words are all that the page has of a problem. */
  static boolean isTold(Problem problem) {
    return TOLD.containsKey(problem);
  }

  String text() {
    Map<Integer, List<Problem>> groups =
        Stream.of(Problem.values())
            .collect(Collectors.groupingBy(ProblemsPage::group, TreeMap::new, Collectors.toList()));
    StringBuilder page = new StringBuilder(INTRODUCTION);
    page.append("\n| Code | What holds |\n|---|---|\n");
    groups.forEach((group, problems) -> page.append(contents(title(group), problems)));
    groups.forEach(
        (group, problems) -> {
          page.append("\n## ").append(title(group)).append('\n');
          problems.forEach(problem -> page.append(chapter(problem)));
        });
    return page.toString();
  }

  private static int group(Problem problem) {
    return Integer.parseInt(problem.code().substring(4)) / 10 * 10;
  }

  private static String title(int group) {
    return Optional.ofNullable(GROUPS.get(group))
        .orElseThrow(() -> new AssertionError("the group " + group + " has no title"));
  }

  private static String contents(String title, List<Problem> problems) {
    return problems.stream()
        .map(
            problem ->
                "| [%s](#%s) | %s |\n"
                    .formatted(
                        problem.code(),
                        problem.code().toLowerCase(Locale.ROOT),
                        comment(problem).get(0)))
        .collect(Collectors.joining("", "| | **" + title + "** |\n", ""));
  }

  private String chapter(Problem problem) {
    List<String> comment = comment(problem);
    String rule =
        "\n### %s\n\n**%s**\n%s\n"
            .formatted(
                problem.code(),
                comment.get(0),
                String.join("\n", comment.subList(1, comment.size())));
    return isTold(problem) ? rule : rule + cases(problem);
  }

  private String cases(Problem problem) {
    ShownSource bad = ShownSource.wrong(problem);
    List<Diagnostic<? extends JavaFileObject>> said = messages.getOrDefault(problem, List.of());
    return silencing(problem, said)
        + block("java", bad.text())
        + block("text", said.stream().map(bad::said).collect(Collectors.joining("\n")))
        + "\nMended:\n"
        + block("java", ShownSource.mended(problem).text());
  }

  private static String silencing(
      Problem problem, List<Diagnostic<? extends JavaFileObject>> said) {
    return said.stream().anyMatch(message -> message.getKind() == Diagnostic.Kind.ERROR)
        ? ""
        : """

          A warning. `@SuppressWarnings("%s")` silences it, and `@SuppressWarnings("backstitch")` silences all.
          """
            .formatted(problem.code());
  }

  private static String block(String language, String text) {
    return "\n```" + language + "\n" + text + "\n```\n";
  }

  private static List<String> comment(Problem problem) {
    String told = TOLD.get(problem);
    return told != null ? told.lines().toList() : ShownSource.mended(problem).comment();
  }
}
