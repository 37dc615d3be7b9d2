package io.backstitch.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the README quotes is what was measured. */
class ReadmeFiguresTest {

  private static final int FIGURE = 0;
  private static final int UNIT = 1;
  private static final int ENGINE = 2;

  @Test
  void every_figure_in_the_readme_stands_in_the_results_of_java_25() throws IOException {
    List<List<String>> results = rows(section("RESULTS.md", "## Java 25"));
    List<List<String>> quoted = rows(section("../README.md", "## How fast it is"));

    assertThat(quoted).hasSizeGreaterThanOrEqualTo(5);
    for (List<String> row : quoted) {
      assertThat(results)
          .as("the row '%s' of the README", row.get(FIGURE))
          .anySatisfy(
              measured -> {
                assertThat(row.get(FIGURE)).endsWith(measured.get(FIGURE));
                assertThat(row.get(1)).isEqualTo(measured.get(ENGINE) + " " + measured.get(UNIT));
                assertThat(row.subList(2, 4)).isEqualTo(measured.subList(ENGINE + 1, ENGINE + 3));
              });
    }
  }

  private static String section(String file, String title) throws IOException {
    String text = Files.readString(Path.of(file));
    int begin = text.indexOf(title);
    assertThat(begin).as(title).isNotNegative();
    int end = text.indexOf("\n## ", begin + 1);
    return text.substring(begin, end < 0 ? text.length() : end);
  }

  /** The cells of all rows of all tables, without heads. */
  private static List<List<String>> rows(String text) {
    return text.lines()
        .filter(
            line -> line.startsWith("|") && !line.contains("---") && !line.startsWith("| figure"))
        .map(line -> Arrays.stream(line.split("\\|")).skip(1).map(String::strip).toList())
        .toList();
  }
}
