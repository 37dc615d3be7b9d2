package io.backstitch.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.backstitch.outbox.DeadLetterEnd.Kind;
import io.backstitch.servers.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person finds among the dead letters, does with them, and reads about it later. */
class DeadLetterOperationsTest {

  @RegisterExtension static final Database db = Database.fresh();

  private Letters letters;
  private Graves graves;
  private DeadLetters deadLetters;

  @BeforeEach
  void build() throws SQLException {
    letters = new Letters(db);
    db.execute("truncate saga_outbox_dead_history");
    graves = new Graves(db, "public");
    deadLetters = letters.outbox.deadLetters();
  }

  @Test
  void filters_by_what_is_on_the_envelope_and_by_why_and_when_it_died() throws SQLException {
    graves.dig("orders", "a", "topic %_ missing", Graves.LONG_AGO);
    graves.dig("orders", "b", "Topic missing", Graves.LONG_AGO.plusSeconds(1));
    graves.dig("bills", "a", "too large", Graves.LONG_AGO.plusSeconds(2));
    DeadLetterFilter all = DeadLetterFilter.all();

    assertThat(keys(all)).containsExactly("orders a", "orders b", "bills a");
    assertThat(keys(all.destination("orders"))).containsExactly("orders a", "orders b");
    assertThat(keys(all.key("a"))).containsExactly("orders a", "bills a");
    assertThat(keys(all.type("letter"))).hasSize(3);
    assertThat(keys(all.type("bill"))).isEmpty();
    assertThat(keys(all.reasonContains("%_ miss"))).containsExactly("orders a");
    assertThat(keys(all.reasonContains("missing"))).containsExactly("orders a", "orders b");
    assertThat(keys(all.diedAfter(Graves.LONG_AGO))).containsExactly("orders b", "bills a");
    assertThat(keys(all.diedBefore(Graves.LONG_AGO.plusSeconds(2))))
        .containsExactly("orders a", "orders b");
    assertThat(
            keys(
                all.destination("orders")
                    .key("b")
                    .type("letter")
                    .reasonContains("missing")
                    .diedAfter(Graves.LONG_AGO)
                    .diedBefore(Graves.LONG_AGO.plusSeconds(2))))
        .containsExactly("orders b");
    assertThat(deadLetters.count(all.destination("orders"))).isEqualTo(2);
  }

  @Test
  void lists_page_by_page_also_those_that_died_at_the_same_moment() throws SQLException {
    for (int i = 0; i < 25; i++) {
      graves.dig("letters", "k" + i, "no", Graves.LONG_AGO.plusSeconds(i / 10));
    }
    List<String> seen = new ArrayList<>();

    DeadLetterPage page = deadLetters.list(DeadLetterFilter.all(), null, 7);
    while (page.next() != null) {
      page.letters().forEach(letter -> seen.add(letter.message().key()));
      deadLetters.discard(List.of(page.next().id()));
      page = deadLetters.list(DeadLetterFilter.all(), page.next(), 7);
    }
    page.letters().forEach(letter -> seen.add(letter.message().key()));

    assertThat(seen)
        .containsExactlyElementsOf(IntStream.range(0, 25).mapToObj(i -> "k" + i).toList());
  }

  @Test
  void resends_all_that_match_and_leaves_the_others() throws Exception {
    graves.dig(IntStream.range(0, 250).mapToObj(i -> "k" + i).toList());
    graves.dig("elsewhere", "k1", "no", Graves.LONG_AGO);
    graves.queueBehind("k249", 3);

    int resent =
        deadLetters
            .operations("ann", "topic is there")
            .resend(DeadLetterFilter.all().destination("letters"));

    assertThat(resent).isEqualTo(250);
    assertThat(letters.inOutbox()).isEqualTo(253);
    assertThat(keys(DeadLetterFilter.all())).containsExactly("elsewhere k1");
    assertThat(
            db.number(
                "select count(*) from saga_outbox_dead_history where ended = 'RESENT'"
                    + " and actor = 'ann' and why = 'topic is there' and destination = 'letters'"))
        .isEqualTo(250);
  }

  @Test
  void what_dies_again_while_all_are_resent_is_not_resent_again() throws Exception {
    // More than two batches; a trigger refuses each of them at the end of its transaction, as the
    // fastest relay would; but not for ever.
    graves.dig(IntStream.range(0, 250).mapToObj(i -> "k" + i).toList());
    db.execute(
        """
        create function die_again() returns trigger language plpgsql as $$
        begin
          if (select count(*) from saga_outbox_dead_history) > 1000 then
            raise exception 'resent again and again';
          end if;
          delete from saga_outbox where lane = new.lane and id = new.id;
          insert into saga_outbox_dead values (new.id, new.lane, new.message_id, new.destination,
            new.key, new.type, new.headers, new.payload, new.created_at, clock_timestamp(), 'no',
            true);
          return null;
        end $$;
        create constraint trigger die_again after insert on saga_outbox
        deferrable initially deferred for each row execute function die_again()
        """);
    try {
      assertThat(deadLetters.operations("ann", "why not").resend(DeadLetterFilter.all()))
          .isEqualTo(250);
      assertThat(letters.dead()).isEqualTo(250);
    } finally {
      db.execute("drop function die_again() cascade");
    }
  }

  @Test
  void discards_all_that_match_and_lets_go_what_waited() throws Exception {
    graves.dig(List.of("a", "b"));
    graves.queueBehind("a", 2);
    graves.queueBehind("b", 2);

    assertThat(deadLetters.operations("ann", "test data").discard(DeadLetterFilter.all().key("a")))
        .isEqualTo(1);

    assertThat(letters.inOutbox()).isEqualTo(2);
    assertThat(letters.parked()).isEqualTo(2);
    assertThat(keys(DeadLetterFilter.all())).containsExactly("letters b");
  }

  @Test
  void a_message_that_dies_three_times_shows_three_deaths() throws Exception {
    RecordingBroker broker = new RecordingBroker();
    OutboxMessage poison = Letters.letter("a poison");
    letters.append(List.of(poison));
    try (OutboxRelay relay = letters.relay(broker).build()) {
      for (String refusal : List.of("first", "second", "third")) {
        broker.refuses("poison", refusal);
        relay.turn();
        if (!refusal.equals("third")) {
          deadLetters.operations("ann", "after " + refusal).resend(DeadLetterFilter.all());
        }
      }
    }

    List<MessageDeath> deaths = deadLetters.history(poison.id());
    assertThat(deaths).extracting(MessageDeath::reason).containsExactly("first", "second", "third");
    assertThat(deaths).extracting(MessageDeath::diedAt).isSorted();
    assertThat(deaths.get(0).end().orElseThrow())
        .usingRecursiveComparison()
        .ignoringFields("at")
        .isEqualTo(new DeadLetterEnd(Kind.RESENT, "ann", "after first", Graves.LONG_AGO));
    assertThat(deaths.get(0).end().orElseThrow().at())
        .isBetween(deaths.get(0).diedAt(), deaths.get(1).diedAt());
    assertThat(deaths.get(2).end()).isEmpty();
    assertThat(deadLetters.find(poison.id()))
        .singleElement()
        .satisfies(letter -> assertThat(letter.reason()).isEqualTo("third"));

    deadLetters.operations("bob", "enough").discard(DeadLetterFilter.all());

    assertThat(deadLetters.history(poison.id())).hasSize(3);
    assertThat(deadLetters.history(poison.id()).get(2).end().orElseThrow().kind())
        .isEqualTo(Kind.DISCARDED);
    assertThat(deadLetters.find(poison.id())).isEmpty();
  }

  @Test
  void without_a_name_the_history_says_so() throws SQLException {
    UUID message = graves.dig("letters", "a", "no", Graves.LONG_AGO);

    deadLetters.resend(List.of(deadLetters.list(1).get(0).id()));

    assertThat(deadLetters.history(message).get(0).end().orElseThrow().actor())
        .isEqualTo("unnamed");
  }

  @Test
  void sweeps_the_oldest_of_the_history_and_no_dead_letter() throws SQLException {
    graves.dig(List.of("a", "b", "c", "d"));
    DeadLetterOperations operations = deadLetters.operations("ann", "test");
    operations.discard(DeadLetterFilter.all().diedBefore(Graves.LONG_AGO.plusSeconds(3)));
    db.execute(
        "update saga_outbox_dead_history set ended_at = ended_at"
            + " - case key when 'a' then interval '10 days' when 'b' then interval '9 days'"
            + " else interval '0' end");

    assertThat(deadLetters.sweepHistory(Duration.ofDays(8), 1)).isEqualTo(1);
    assertThat(db.rows("select key from saga_outbox_dead_history order by 1"))
        .extracting(row -> row.get("key"))
        .containsExactly("b", "c");
    assertThat(deadLetters.sweepHistory(Duration.ofDays(8), 100)).isEqualTo(1);
    assertThat(deadLetters.sweepHistory(Duration.ofDays(8), 100)).isZero();
    assertThat(letters.dead()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n", "nul \0", "half \ud83d"})
  void refuses_to_act_for_nobody_or_without_a_reason(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> deadLetters.operations(text, "reason"))
        .withMessageContaining("the actor '")
        .withMessageContaining("Nothing was changed. Say who acts and why");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> deadLetters.operations("ann", text))
        .withMessageContaining("the reason '");
  }

  @Test
  void refuses_limits_and_filters_that_cannot_be() {
    DeadLetterFilter all = DeadLetterFilter.all();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> deadLetters.list(all, null, 10_001))
        .withMessageContaining("DeadLetters.list was given the limit 10,001")
        .withMessageContaining("Nothing was done");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> deadLetters.sweepHistory(Duration.ofDays(-1), 1))
        .withMessageContaining("keep PT-24H")
        .withMessageContaining("Nothing was deleted");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> all.key("\0"))
        .withMessageContaining("DeadLetterFilter.key was given '\uFFFD'")
        .withMessageContaining("Nothing was looked up or changed");
  }

  private List<String> keys(DeadLetterFilter which) throws SQLException {
    return deadLetters.list(which, null, 1_000).letters().stream()
        .map(letter -> letter.message().destination() + " " + letter.message().key())
        .toList();
  }
}
