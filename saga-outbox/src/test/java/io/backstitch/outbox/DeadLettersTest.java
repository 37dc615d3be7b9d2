package io.backstitch.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.servers.Database;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens to a message that the broker refuses, and to those behind it. */
class DeadLettersTest {

  @RegisterExtension static final Database db = Database.fresh();

  private final RecordingBroker broker = new RecordingBroker();
  private Letters letters;
  private DeadLetters deadLetters;
  private OutboxRelay relay;

  @BeforeEach
  void build() throws SQLException {
    letters = new Letters(db);
    deadLetters = letters.outbox.deadLetters();
    relay = letters.relay(broker).build();
  }

  @AfterEach
  void close() {
    relay.close();
  }

  @Test
  void a_refused_message_is_a_dead_letter_at_once_with_everything_it_had() throws Exception {
    OutboxMessage poison =
        OutboxMessage.to("letters")
            .key("a")
            .type("t")
            .header("h", "v")
            .payload(new byte[] {1})
            .build();
    letters.append(List.of(poison));
    broker.refuses("a", "not today");

    relay.turn();

    DeadLetter dead = deadLetters.list(10).get(0);
    assertThat(dead.reason()).isEqualTo("not today");
    assertThat(dead.holdsKey()).isTrue();
    assertThat(dead.message())
        .usingRecursiveComparison()
        .ignoringFields("createdAt")
        .isEqualTo(poison);
    assertThat(dead.diedAt()).isAfterOrEqualTo(dead.message().createdAt().orElseThrow());
    assertThat(letters.inOutbox()).isZero();
  }

  @Test
  void its_key_waits_and_other_keys_and_destinations_go_on() throws Exception {
    String neighbour = Letters.neighbourOf("a");
    letters.append("a 1", "a poison", "a 3", neighbour + " 1", "b 1");
    letters.append(List.of(Letters.letterTo("elsewhere", "a 4")));
    broker.refuses("poison", "no");

    relay.turn();
    relay.turn();
    letters.append("a 5", neighbour + " 2");
    relay.turn();

    assertThat(broker.delivered)
        .containsExactlyInAnyOrder("a 1", neighbour + " 1", "b 1", "a 4", neighbour + " 2");
    assertThat(letters.parked()).isEqualTo(2);
    assertThat(letters.inOutbox()).isZero();
  }

  @Test
  void resent_it_goes_first_and_what_waited_follows_in_order() throws Exception {
    letters.append("a poison", "a 2", "a 3");
    broker.refuses("poison", "no");
    relay.turn();
    relay.turn();
    letters.append("a 4");
    relay.turn();
    letters.append("a 5");

    broker.isUp();
    assertThat(deadLetters.resend(List.of(deadLetters.list(10).get(0).id()))).isEqualTo(1);
    relay.turn();

    assertThat(broker.delivered).containsExactly("a poison", "a 2", "a 3", "a 4", "a 5");
    assertThat(letters.dead() + letters.parked() + letters.inOutbox()).isZero();
  }

  @Test
  void resent_in_vain_it_dies_again_and_all_wait_again() throws Exception {
    letters.append("a poison", "a 2", "a 3");
    broker.refuses("poison", "no");
    relay.turn();
    relay.turn();

    deadLetters.resend(List.of(deadLetters.list(10).get(0).id()));
    assertThat(letters.inOutbox()).isEqualTo(3);
    relay.turn();
    relay.turn();

    assertThat(broker.delivered).isEmpty();
    assertThat(letters.dead()).isEqualTo(1);
    assertThat(letters.parked()).isEqualTo(2);
  }

  @Test
  void discarded_it_is_gone_and_what_waited_goes_on() throws Exception {
    letters.append("a poison", "a 2", "a 3");
    broker.refuses("poison", "no");
    relay.turn();
    relay.turn();

    assertThat(deadLetters.discard(List.of(deadLetters.list(10).get(0).id(), -1L))).isEqualTo(1);
    relay.turn();

    assertThat(broker.delivered).containsExactly("a 2", "a 3");
    assertThat(letters.dead() + letters.parked() + letters.inOutbox()).isZero();
  }

  @Test
  void followers_pass_where_they_are_allowed_to() throws Exception {
    letters.append("a poison", "a 2", "a poison", "a 4");
    letters.append(
        List.of(Letters.letterTo("strict", "a poison"), Letters.letterTo("strict", "a 6")));
    broker.refuses("poison", "no");
    OutboxRelay lenient = letters.relay(broker).letFollowersPassAt("letters").build();
    try (lenient) {
      lenient.turn();
      lenient.turn();
    }
    assertThat(broker.delivered).containsExactly("a 2", "a 4");
    assertThat(deadLetters.list(10))
        .extracting(DeadLetter::holdsKey)
        .containsExactlyInAnyOrder(false, false, true);
    assertThat(letters.parked()).isEqualTo(1);

    OutboxRelay lax = letters.relay(broker).letFollowersPass().build();
    try (lax) {
      letters.append(
          List.of(Letters.letterTo("strict", "b poison"), Letters.letterTo("strict", "b 2")));
      lax.turn();
    }
    assertThat(broker.delivered).containsExactly("a 2", "a 4", "b 2");
  }

  @Test
  void ten_thousand_followers_are_put_aside_once_and_block_nobody() throws Exception {
    String neighbour = Letters.neighbourOf("a");
    letters.append("a poison");
    letters.append(IntStream.range(0, 10_000).mapToObj(i -> Letters.letter("a " + i)).toList());
    letters.append(
        IntStream.range(0, 500).mapToObj(i -> Letters.letter(neighbour + " " + i)).toList());
    broker.refuses("poison", "no");

    int turns = 0;
    while (letters.inOutbox() > 0) {
      relay.turn();
      assertThat(++turns).isLessThan(15);
    }

    assertThat(broker.delivered).hasSize(500);
    assertThat(letters.parked()).isEqualTo(10_000);
    broker.isUp();
    deadLetters.resend(List.of(deadLetters.list(1).get(0).id()));
    while (letters.inOutbox() > 0) {
      relay.turn();
    }
    assertThat(broker.delivered.subList(500, 10_501))
        .startsWith("a poison", "a 0", "a 1")
        .isEqualTo(followers());
  }

  @Test
  void a_reason_that_postgresql_cannot_store_is_stored_as_far_as_it_can_be() throws Exception {
    letters.append("a 1");
    broker.refuses("a", "\0\ud800 '; drop table x; {0} ?" + "x".repeat(10_000));

    relay.turn();

    assertThat(deadLetters.list(1).get(0).reason())
        .startsWith("\uFFFD? '; drop table x")
        .hasSize(4_000);
  }

  @Test
  void the_largest_message_that_can_be_appended_can_die_and_come_back() throws Exception {
    OutboxMessage largest =
        OutboxMessage.to("€".repeat(OutboxMessage.MAX_NAME_BYTES / 3))
            .key(random(OutboxMessage.MAX_KEY_BYTES))
            .type("t".repeat(OutboxMessage.MAX_NAME_BYTES))
            .header("h", random(OutboxMessage.MAX_HEADER_BYTES - 1))
            .payload(new byte[OutboxMessage.MAX_PAYLOAD_BYTES])
            .build();
    letters.append(List.of(largest));
    broker.refuses("", "no");
    relay.turn();
    assertThat(letters.dead()).isEqualTo(1);

    broker.isUp();
    deadLetters.resend(List.of(deadLetters.list(1).get(0).id()));
    relay.turn();

    assertThat(broker.delivered).hasSize(1);
  }

  @Test
  void a_refusal_without_a_text_is_a_reason_too() throws Exception {
    letters.append("a 1");
    broker.answer = text -> RecordingBroker.no(new MessageRejectedException(null));

    relay.turn();

    assertThat(deadLetters.list(1).get(0).reason()).isEqualTo("null");
  }

  @Test
  void a_broker_that_keeps_order_and_refuses_late_still_loses_nothing() throws Exception {
    broker.keepsOrder = true;
    CompletableFuture<Void> first = new CompletableFuture<>();
    CompletableFuture<Void> second = new CompletableFuture<>();
    broker.answer =
        text ->
            switch (text) {
              case "a 1" -> first;
              case "a 2" -> second;
              default -> RecordingBroker.yes();
            };
    letters.append("a 1", "a 2", "b 1");
    CompletableFuture<Void> turn = InBackground.run(relay::turn);
    Awaitility.await().until(() -> broker.handed.size() == 3);
    first.completeExceptionally(new MessageRejectedException("late"));
    second.completeExceptionally(new MessageRejectedException("late too"));
    turn.join();

    assertThat(letters.dead()).isEqualTo(1);
    assertThat(broker.delivered).containsExactly("b 1");
    relay.turn();
    assertThat(letters.parked()).isEqualTo(1);
  }

  @Test
  void nothing_is_parked_for_ever_when_a_key_is_released_during_a_turn() throws Exception {
    letters.append("a poison");
    broker.refuses("poison", "no");
    relay.turn();
    long dead = deadLetters.list(1).get(0).id();
    CompletableFuture<Void> answer = new CompletableFuture<>();
    broker.answer = text -> answer;
    letters.append("a 2", Letters.neighbourOf("a") + " 1");

    CompletableFuture<Void> turn = InBackground.run(relay::turn);
    Awaitility.await().until(() -> broker.handed.size() == 2);
    CompletableFuture<Void> discard = InBackground.run(() -> deadLetters.discard(List.of(dead)));
    Awaitility.await()
        .until(
            () ->
                db.number("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
                    == 1);
    answer.complete(null);
    turn.join();
    discard.join();

    assertThat(letters.parked()).isZero();
    assertThat(letters.inOutbox()).isEqualTo(1);
  }

  /** Text that PostgreSQL cannot compress, so that it is as long in an index as it looks. */
  private static String random(int length) {
    Random random = new Random(1);
    return random
        .ints(length, 'a', 'z' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static List<String> followers() {
    return Stream.concat(Stream.of("a poison"), IntStream.range(0, 10_000).mapToObj(i -> "a " + i))
        .toList();
  }
}
