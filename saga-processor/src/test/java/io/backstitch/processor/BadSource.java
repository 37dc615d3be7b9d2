package io.backstitch.processor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A source that says in comments what the compiler must say of the line that follows.
 *
 * @param path where it is
 */
record BadSource(Path path) {

  private static final Pattern EXPECTED = Pattern.compile("// (error|warning): (.*)");

  /** The sources with errors, in which warnings are left out, and those with warnings only. */
  static List<BadSource> all() {
    return Stream.of("bad", "warned")
        .flatMap(folder -> TestSources.filesIn(TestSources.folder(folder)).stream())
        .map(BadSource::new)
        .toList();
  }

  List<Report> expected() {
    List<Report> expected = new ArrayList<>();
    List<Report> waiting = new ArrayList<>();
    long number = 0;
    for (String line : lines()) {
      number++;
      Matcher comment = EXPECTED.matcher(line.strip());
      if (comment.matches()) {
        waiting.add(new Report(comment.group(1), 0, comment.group(2)));
      } else {
        for (Report report : waiting) {
          expected.add(report.atLine(number));
        }
        waiting.clear();
      }
    }
    return expected;
  }

  String name() {
    return path.getFileName().toString();
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name();
  }
}
