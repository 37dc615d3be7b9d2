package io.backstitch.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The results of one subject: printed as they come, and at last written as JSON. */
final class Report {

  private final String subject;
  private final List<Result> results = new ArrayList<>();
  private final List<Growth> growths = new ArrayList<>();

  Report(String subject) {
    this.subject = subject;
    System.out.printf(
        Locale.ROOT,
        "%-44s %9s %9s %9s %-3s %6s%n",
        subject,
        "value",
        "floor",
        "more",
        "",
        "ratio");
  }

  Result add(Result result) {
    results.add(result);
    System.out.println(result.line());
    return result;
  }

  void add(Growth growth) {
    growths.add(growth);
    System.out.println(growth.line());
  }

  void writeTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(subject + ".json"), json());
  }

  private String json() {
    return String.format(
        Locale.ROOT,
        """
        {
          "subject": "%s",
          "java": "%s",
          "processors": %d,
          "results": [
            %s
          ],
          "growth": [
            %s
          ]
        }
        """,
        subject,
        Runtime.version(),
        Runtime.getRuntime().availableProcessors(),
        results.stream().map(Result::json).collect(Collectors.joining(",\n    ")),
        growths.stream().map(Growth::json).collect(Collectors.joining(",\n    ")));
  }
}
