package io.backstitch.processor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/**
 * What a compiler says of a line.
 *
 * @param kind {@code error} or {@code warning}
 * @param line 0 where it cannot say
 * @param text what it says
 */
record Report(String kind, long line, String text) {

  /** What was said of a file: all errors, and our own warnings. */
  static List<Report> allOf(List<Diagnostic<? extends JavaFileObject>> said, String file) {
    return said.stream()
        .filter(one -> file.equals(fileOf(one)))
        .flatMap(one -> of(one).stream())
        .toList();
  }

  /** All that was said, as {@link #allOf(List, String)}, with the file before each. */
  static List<String> allOf(List<Diagnostic<? extends JavaFileObject>> said) {
    return said.stream()
        .flatMap(one -> of(one).map(report -> fileOf(one) + " " + report).stream())
        .toList();
  }

  private static Optional<Report> of(Diagnostic<? extends JavaFileObject> said) {
    String text = said.getMessage(Locale.ROOT);
    return switch (said.getKind()) {
      case ERROR -> Optional.of(new Report("error", said.getLineNumber(), text));
      case WARNING, MANDATORY_WARNING ->
          Stream.of(new Report("warning", said.getLineNumber(), text))
              .filter(report -> text.startsWith("SAGA"))
              .findFirst();
      case NOTE, OTHER -> Optional.empty();
    };
  }

  private static String fileOf(Diagnostic<? extends JavaFileObject> said) {
    JavaFileObject source = said.getSource();
    return source == null ? "" : source.getName().replaceFirst("^.*/", "");
  }

  Report atLine(long other) {
    return new Report(kind, other, text);
  }

  @Override
  public String toString() {
    return line + " " + kind + ": " + text;
  }
}
