package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code docs/graph.md} says what every field is, and shows what is written of a saga; {@code
 * -Dbackstitch.refresh-expected=true} copies that anew.
 */
class GraphPageTest {

  private static final boolean REFRESH = Boolean.getBoolean("backstitch.refresh-expected");
  private static final Path PROJECT = Path.of("..");
  private static final Path PAGE = PROJECT.resolve("docs").resolve("graph.md");
  private static final Pattern COPY =
      Pattern.compile("(<!-- from (\\S+) -->\n```\\w+\n)[^`]*(```\n)");

  @Test
  void shows_what_is_written() throws IOException {
    String page = Files.readString(PAGE);
    String copied = COPY.matcher(page).replaceAll(GraphPageTest::copied);
    if (REFRESH) {
      Files.writeString(PAGE, copied);
    }

    assertThat(PAGE).content().isEqualTo(copied);
  }

  @Test
  void names_every_field() throws IOException {
    String page = Files.readString(PAGE);
    Set<String> fields = new TreeSet<>();
    for (Path folder : TestSources.foldersIn(TestSources.folder("expected"))) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
        for (Path file : files) {
          collect(JsonMapper.shared().readTree(Files.readString(file)), fields);
        }
      }
    }

    assertThat(fields).hasSizeGreaterThan(25);
    assertThat(fields).allSatisfy(field -> assertThat(page).contains("`" + field + "`"));
  }

  private static String copied(MatchResult match) {
    try {
      String content = Files.readString(PROJECT.resolve(match.group(2)));
      return Matcher.quoteReplacement(match.group(1) + content + match.group(3));
    } catch (IOException e) {
      throw new AssertionError("cannot copy " + match.group(2), e);
    }
  }

  private static void collect(JsonNode json, Set<String> fields) {
    fields.addAll(json.propertyNames());
    json.forEach(inner -> collect(inner, fields));
  }
}
