package io.backstitch.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.servers.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code docs/dead-letters.md}: its SQL and its Java do what it says. */
class DeadLettersPageTest {

  private static final Path PAGE = Path.of("../docs/dead-letters.md");
  private static final Path SOURCE =
      Path.of("src/test/java/io/backstitch/outbox/DeadLettersPageTest.java");
  private static final String OLD_MESSAGE = "01890a5d-ac96-774b-bcce-b302099a8057";

  @RegisterExtension static final Database db = Database.fresh();

  private Letters letters;
  private UUID messageId;

  @BeforeEach
  void bury() throws SQLException {
    letters = new Letters(db);
    db.execute("truncate saga_outbox_dead_history");
    Graves graves = new Graves(db, "public");
    messageId = graves.dig("orders", "order-6", "UNKNOWN_TOPIC_OR_PARTITION", Graves.LONG_AGO);
    graves.queueBehind("order-6", 2);
    graves.dig("orders", "order-7", "too large", Graves.LONG_AGO);
    graves.dig("bills", "order-7", "too large", Graves.LONG_AGO);
    db.execute(
        "insert into saga_outbox_dead_history (message_id, destination, key, type, reason, died_at,"
            + " ended, ended_at, actor, why) select '"
            + OLD_MESSAGE
            + "', '', '', '', '', '2020-01-01', 'RESENT', '2020-01-01', '', ''");
  }

  @Test
  void the_sql_does_what_the_page_says() throws Exception {
    List<String> results = new ArrayList<>();
    try (Connection connection = db.dataSource().getConnection();
        Statement sql = connection.createStatement()) {
      for (String block : blocks("sql")) {
        results.add(sql.execute(block) ? rows(sql) : sql.getUpdateCount() + " rows");
      }
    }

    assertThat(results)
        .satisfiesExactly(
            reasons -> assertThat(reasons.lines()).hasSize(3),
            waiting ->
                assertThat(waiting.lines())
                    .hasSize(3)
                    .anySatisfy(line -> assertThat(line).contains("order-6").endsWith("|2")),
            resent -> assertThat(resent).isEqualTo("1"),
            discarded -> assertThat(discarded).isEqualTo("1"),
            deaths -> assertThat(deaths).contains("RESENT"),
            swept -> assertThat(swept).isEqualTo("1 rows"));
    assertThat(letters.inOutbox()).isEqualTo(3);
    assertThat(letters.dead()).isEqualTo(1);
  }

  @Test
  void the_java_does_what_the_page_says() throws Exception {
    Outbox outbox = letters.outbox;
    DeadLetters deadLetters = outbox.deadLetters();
    DeadLetterFilter unknownTopic =
        DeadLetterFilter.all().destination("orders").reasonContains("UNKNOWN_TOPIC");

    long howMany = deadLetters.count(unknownTopic);
    DeadLetterPage page = deadLetters.list(unknownTopic, null, 100);
    int resent =
        deadLetters.operations("ann", "topic was created, ticket 4711").resend(unknownTopic);
    List<MessageDeath> deaths = deadLetters.history(messageId);
    int swept = deadLetters.sweepHistory(Duration.ofDays(90), 10_000);

    assertThat(List.of(howMany, (long) page.letters().size(), (long) resent, (long) swept))
        .containsOnly(1L);
    assertThat(deaths).hasSize(1);
    String source = normal(Files.readString(SOURCE));
    assertThat(blocks("java"))
        .singleElement()
        .satisfies(block -> assertThat(source).contains(normal(block)));
  }

  private static List<String> blocks(String language) throws IOException {
    Matcher block =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    List<String> blocks = new ArrayList<>();
    while (block.find()) {
      blocks.add(block.group(1));
    }
    return blocks;
  }

  private static String rows(Statement sql) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (var row = sql.getResultSet()) {
      int columns = row.getMetaData().getColumnCount();
      while (row.next()) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          values.add(String.valueOf(row.getString(i)));
        }
        lines.add(String.join("|", values));
      }
    }
    return String.join("\n", lines);
  }

  private static String normal(String java) {
    return java.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n"));
  }
}
