package io.backstitch.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.backstitch.servers.Database;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a message consists of arrives byte for byte, or is refused before it is appended. */
class HostileInputTest {

  private static final List<String> HOSTILE =
      List.of(
          "'",
          "''",
          "\"",
          "\"\"",
          "\\",
          "\\\\",
          "\\'",
          "{",
          "}",
          "{}",
          "{,}",
          ",",
          ";",
          "NULL",
          "null",
          "\"NULL\"",
          "()",
          "$1",
          "?",
          "??",
          "?::int",
          ":x",
          "%s",
          "{0}",
          "${x}",
          "--",
          "/*",
          "\n",
          "\r\n x",
          "\t x",
          " x ",
          "\u0001",
          "\u007f",
          "\u0085x",
          "\u00a0",
          "\ufeff",
          "\uffff",
          "€",
          "😀",
          "e\u0301",
          "\u202e",
          "E'\\x00'",
          "\\x00",
          "\\000",
          "a\\",
          "\\\"},{\"",
          "' or 1=1; drop table saga_outbox; --");

  /** Texts of which PostgreSQL or a broker would make something else. */
  private static final List<String> IMPOSSIBLE =
      List.of("\0", "a\0b", "\ud83d", "\ude00", "\ude00\ud83d", "a\ud83db", "😀\ud83d");

  @RegisterExtension static final Database db = Database.fresh();

  private final RecordingBroker broker = new RecordingBroker();
  private Letters letters;

  @BeforeEach
  void empty() throws SQLException {
    letters = new Letters(db);
  }

  @Test
  void hostile_text_arrives_unchanged_wherever_it_stands() throws Exception {
    List<OutboxMessage> messages = new ArrayList<>();
    for (String text : HOSTILE) {
      if (!text.isBlank()) {
        messages.add(OutboxMessage.to(text).type("t").build());
        messages.add(OutboxMessage.to("d").type(text).build());
        messages.add(OutboxMessage.to("d").type("t").header(text, "v").build());
      }
      messages.add(OutboxMessage.to("d").type("t").key(text).build());
      messages.add(OutboxMessage.to("d").type("t").header("h", text).build());
      messages.add(
          OutboxMessage.to("d").type("t").payload(text.getBytes(StandardCharsets.UTF_8)).build());
    }

    assertArrives(messages);
  }

  @Test
  void what_is_empty_arrives_empty() throws Exception {
    assertArrives(
        List.of(
            OutboxMessage.to("d").type("t").key("").build(),
            OutboxMessage.to("d").type("t").header("h", "").build()));
  }

  @Test
  void the_largest_of_everything_arrives() throws Exception {
    String name = "€".repeat(OutboxMessage.MAX_NAME_BYTES / 3);
    String key = "😀".repeat(OutboxMessage.MAX_KEY_BYTES / 4);
    String value = "\\\"".repeat((OutboxMessage.MAX_HEADER_BYTES - 2) / 2);
    byte[] payload = new byte[64 * 1024];
    new Random(1).nextBytes(payload);

    assertArrives(
        List.of(
            OutboxMessage.to(name).type(name).key(key).header("hh", value).payload(payload).build(),
            OutboxMessage.to("d").type("t").payload(new byte[64 * 1024]).build()));
  }

  @Test
  void what_cannot_arrive_unchanged_is_refused_with_what_to_do() {
    String large = "x".repeat(64 * 1024);
    for (String text : IMPOSSIBLE) {
      assertRefused(text, "NUL character or half a surrogate pair", "Encode it");
    }
    assertRefused(large, "bytes", "payload");
    for (String blank : List.of("", " ", "\t\n")) {
      assertRefused(() -> OutboxMessage.to(blank), "has no destination", "not blank");
      assertRefused(() -> OutboxMessage.to("d").type(blank), "has no type", "not blank");
      assertRefused(
          () -> OutboxMessage.to("d").header(blank, ""), "without a name", "leave it out");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void random_messages_arrive_unchanged_or_are_refused(long seed) throws Exception {
    Random random = new Random(seed);
    List<OutboxMessage> messages = new ArrayList<>();
    int refused = 0;
    while (messages.size() < 300) {
      String[] texts = new String[7];
      for (int i = 0; i < texts.length; i++) {
        texts[i] = randomText(random);
      }
      byte[] payload =
          new byte[random.nextInt(10) == 0 ? random.nextInt(65_537) : random.nextInt(9)];
      random.nextBytes(payload);
      try {
        messages.add(
            OutboxMessage.to(texts[0])
                .type(texts[1])
                .key(texts[2])
                .header(texts[3], texts[4])
                .header(texts[5], texts[6])
                .payload(payload)
                .build());
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageContaining("It was not built, so nothing was stored.");
        assertThat(texts).anyMatch(text -> text.isBlank() || !StorableText.isStorable(text));
        refused++;
      }
    }
    assertThat(refused).isPositive();

    assertArrives(messages);
  }

  /** Appended with one statement and with one for each, which are not the same. */
  private void assertArrives(List<OutboxMessage> messages) throws Exception {
    letters.append(messages);
    assertDiesAndArrives(messages);

    broker.handed.clear();
    try (Connection connection = letters.transaction()) {
      for (OutboxMessage message : messages) {
        letters.outbox.append(connection, message);
      }
      connection.commit();
    }
    assertDiesAndArrives(messages);
  }

  private void assertDiesAndArrives(List<OutboxMessage> messages) throws Exception {
    broker.answer = text -> RecordingBroker.no(new MessageRejectedException("not yet"));
    try (OutboxRelay relay = letters.relay(broker).build()) {
      turnUntilEmpty(relay);
      assertSame(messages);

      broker.handed.clear();
      broker.isUp();
      List<DeadLetter> dead = letters.outbox.deadLetters().list(messages.size());
      letters.outbox.deadLetters().resend(dead.stream().map(DeadLetter::id).toList());
      turnUntilEmpty(relay);
      assertSame(messages);
    }
  }

  private void turnUntilEmpty(OutboxRelay relay) throws Exception {
    while (letters.inOutbox() > 0) {
      relay.turn();
    }
  }

  private void assertSame(List<OutboxMessage> messages) {
    Map<UUID, OutboxMessage> arrived =
        broker.handed.stream().collect(Collectors.toMap(OutboxMessage::id, Function.identity()));
    assertThat(arrived).hasSize(messages.size());
    for (OutboxMessage message : messages) {
      OutboxMessage other = arrived.get(message.id());
      assertThat(other.destination()).isEqualTo(message.destination());
      assertThat(other.key()).isEqualTo(message.key());
      assertThat(other.type()).isEqualTo(message.type());
      assertThat(other.payload()).isEqualTo(message.payload());
      assertThat(List.copyOf(other.headers().entrySet()))
          .isEqualTo(List.copyOf(message.headers().entrySet()));
    }
  }

  private static void assertRefused(String text, String wrong, String remedy) {
    assertRefused(() -> OutboxMessage.to(text), wrong, remedy);
    assertRefused(() -> OutboxMessage.to("d").type(text), wrong, remedy);
    assertRefused(() -> OutboxMessage.to("d").key(text), wrong, remedy);
    assertRefused(() -> OutboxMessage.to("d").header(text, "v"), wrong, remedy);
    assertRefused(() -> OutboxMessage.to("d").header("h", text), wrong, remedy);
  }

  private static void assertRefused(Runnable call, String wrong, String remedy) {
    assertThatIllegalArgumentException()
        .isThrownBy(call::run)
        .withMessageStartingWith("A message to '")
        .withMessageContaining(wrong)
        .withMessageContaining("It was not built, so nothing was stored.")
        .withMessageContaining(remedy);
  }

  /** Up to 40 characters of all kinds, one time in 60 with one that cannot be stored. */
  private static String randomText(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(40);
    for (int i = 0; i < length; i++) {
      switch (random.nextInt(6)) {
        case 0 -> text.append(HOSTILE.get(random.nextInt(HOSTILE.size())));
        case 1 -> text.append("\\\"'{},".charAt(random.nextInt(6)));
        case 2 -> text.appendCodePoint(0x10000 + random.nextInt(0x100000));
        case 3 -> text.append((char) (0xa0 + random.nextInt(0xd700)));
        default -> text.append((char) (1 + random.nextInt(127)));
      }
    }
    if (random.nextInt(60) == 0) {
      text.append(IMPOSSIBLE.get(random.nextInt(IMPOSSIBLE.size())));
    }
    return text.toString();
  }
}
