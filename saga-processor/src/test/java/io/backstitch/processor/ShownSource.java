package io.backstitch.processor;

import io.backstitch.graph.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/**
 * A source as the page of all problems shows it: without package, imports and what tests expect. It
 * is called like its problem: {@code NoStep.java} for {@code NO_STEP}.
 */
final class ShownSource {

  private final Path file;

  /** The source that shows a mistake. */
  static ShownSource wrong(Problem problem) {
    return new ShownSource(problem.isWarning() ? "warned" : "bad", problem);
  }

  /** The same source without the mistake. */
  static ShownSource mended(Problem problem) {
    return new ShownSource("mended", problem);
  }

  private ShownSource(String folder, Problem problem) {
    String name =
        Stream.of(problem.name().split("_"))
            .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
            .collect(Collectors.joining());
    this.file = TestSources.folder(folder).resolve(name + ".java");
  }

  boolean isThere() {
    return Files.exists(file);
  }

  boolean isSourceOf(Diagnostic<? extends JavaFileObject> message) {
    return message.getSource() != null
        && Path.of(message.getSource().getName()).endsWith(file.getFileName());
  }

  /** The lines of the comment that the file begins with. */
  List<String> comment() {
    return lines().stream()
        .takeWhile(line -> line.startsWith("// "))
        .map(line -> line.substring(3))
        .toList();
  }

  String text() {
    List<String> lines = lines();
    return shown().mapToObj(lines::get).collect(Collectors.joining("\n"));
  }

  /** A message as javac prints it, with the number that its line has here. */
  String said(Diagnostic<? extends JavaFileObject> message) {
    int line = (int) message.getLineNumber() - 1;
    String severity = message.getKind() == Diagnostic.Kind.ERROR ? "error" : "warning";
    return "%s:%d: %s: %s\n%s\n%s^"
        .formatted(
            file.getFileName(),
            shown().takeWhile(number -> number <= line).count(),
            severity,
            message.getMessage(Locale.ROOT),
            lines().get(line),
            " ".repeat((int) message.getColumnNumber() - 1));
  }

  private IntStream shown() {
    List<String> lines = lines();
    int begin =
        IntStream.range(0, lines.size())
            .filter(number -> isHead(lines.get(number)))
            .max()
            .orElse(-1);
    return IntStream.range(begin + 1, lines.size())
        .filter(number -> !isExpectation(lines.get(number)))
        .dropWhile(number -> lines.get(number).isBlank());
  }

  private static boolean isHead(String line) {
    return line.startsWith("package ") || line.startsWith("import ");
  }

  private static boolean isExpectation(String line) {
    String text = line.strip();
    return text.startsWith("// error: ") || text.startsWith("// warning: ");
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
