package io.backstitch.samples.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every block of Java in {@code docs/inbox.md} stands in the source that is named before it. */
class InboxPageTest {

  private static final Path ROOT = Path.of("..", "..");
  private static final Pattern BLOCK =
      Pattern.compile("(?:<!-- from (\\S+) -->\n)?```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void every_snippet_is_cut_from_a_compiled_source() throws IOException {
    Matcher block = BLOCK.matcher(Files.readString(ROOT.resolve("docs/inbox.md")));
    int found = 0;
    while (block.find()) {
      found++;
      assertThat(block.group(1)).as("the source of %s", block.group(2)).isNotNull();
      assertThat(normal(Files.readString(ROOT.resolve(block.group(1)))))
          .contains(normal(block.group(2)));
    }
    assertThat(found).isEqualTo(4);
  }

  private static String normal(String java) {
    return java.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n"));
  }
}
