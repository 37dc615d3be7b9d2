package io.backstitch.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Every block of Java in the README, and every message, stands line by line in the source that the
 * comment before it names. A line {@code // …} in a block stands for any lines of the source.
 */
class ReadmeTest {

  private static final Path ROOT = Path.of("..", "..");
  private static final Pattern BLOCK =
      Pattern.compile("(?:<!-- from (\\S+) -->\n)?```(?:java|text)\n(.*?)```", Pattern.DOTALL);

  @Test
  void every_snippet_is_cut_from_a_compiled_source() throws IOException {
    Matcher block = BLOCK.matcher(Files.readString(ROOT.resolve("README.md")));
    List<String> found = new ArrayList<>();
    while (block.find()) {
      assertThat(block.group(1)).as("the source of %s", block.group(2)).isNotNull();
      String source = normal(Files.readString(ROOT.resolve(block.group(1))));
      for (String part : block.group(2).split("(?m)^\\s*// …\\s*$")) {
        assertThat(source).as(block.group(1)).contains(normal(part));
      }
      found.add(block.group(1));
    }
    assertThat(found).hasSizeGreaterThanOrEqualTo(4);
  }

  private static String normal(String java) {
    return java.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n"));
  }
}
