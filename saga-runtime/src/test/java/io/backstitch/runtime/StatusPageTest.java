package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/statuses.md} shows the table of moves; {@code -Dbackstitch.refresh-expected=true}
 * draws it anew.
 */
class StatusPageTest {

  private static final Path PAGE = Path.of("..", "docs", "statuses.md");
  private static final String BEGIN = "<!-- moves -->\n";
  private static final String END = "<!-- /moves -->\n";

  @Test
  void the_page_shows_the_table_of_moves() throws IOException {
    String page = Files.readString(PAGE);
    String drawn =
        page.substring(0, page.indexOf(BEGIN) + BEGIN.length())
            + diagram()
            + page.substring(page.indexOf(END));
    if (Boolean.getBoolean("backstitch.refresh-expected")) {
      Files.writeString(PAGE, drawn);
    }

    assertThat(page).isEqualTo(drawn);
  }

  @Test
  void the_page_explains_every_status_and_every_action() throws IOException {
    String page = Files.readString(PAGE);

    assertThat(SagaStatus.values())
        .allSatisfy(status -> assertThat(page).contains("\n| `" + status + "` | "));
    assertThat(OperatorAction.Kind.values())
        .allSatisfy(
            action ->
                assertThat(page).contains("\n| `" + action.name().toLowerCase(Locale.ROOT) + "("));
  }

  private static String diagram() {
    String begin = "```mermaid\nstateDiagram-v2\n    [*] --> QUEUED\n    [*] --> RUNNING\n";
    String moves =
        StatusMove.ALL.stream()
            .map(move -> "    %s --> %s: %s%n".formatted(move.from(), move.to(), move.because()))
            .collect(Collectors.joining());
    String ends =
        Arrays.stream(SagaStatus.values())
            .filter(SagaStatus::isFinal)
            .map(status -> "    %s --> [*]%n".formatted(status))
            .collect(Collectors.joining());
    return begin + moves + ends + "```\n";
  }
}
