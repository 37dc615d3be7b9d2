package io.backstitch.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.servers.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a relay sends and what it leaves behind, turn by turn. */
class RelayTest {

  @RegisterExtension static final Database db = Database.fresh();

  private final RecordingBroker broker = new RecordingBroker();
  private Letters letters;
  private OutboxRelay relay;

  @BeforeEach
  void build() throws SQLException {
    letters = new Letters(db);
    relay = letters.relay(broker).build();
  }

  @AfterEach
  void close() {
    relay.close();
  }

  @Test
  void sends_what_was_committed_and_forgets_it() throws Exception {
    letters.append("a 1", "b 1", "a 2");
    letters.append("a 3");

    relay.turn();

    assertThat(broker.delivered)
        .filteredOn(text -> text.startsWith("a"))
        .containsExactly("a 1", "a 2", "a 3");
    assertThat(broker.delivered).contains("b 1").hasSize(4);
    assertThat(letters.inOutbox()).isZero();
  }

  @Test
  void sends_the_whole_message() throws Exception {
    OutboxMessage appended =
        OutboxMessage.to("orders")
            .key("'\\\"{€😀\n")
            .type("order.placed")
            .header("b", "\"{},\\ NULL")
            .header("a", "")
            .payload(new byte[] {0, -1, 39})
            .build();
    letters.append(List.of(appended));

    relay.turn();

    OutboxMessage sent = broker.handed.get(0);
    assertThat(sent).usingRecursiveComparison().ignoringFields("createdAt").isEqualTo(appended);
    assertThat(sent.headers().keySet()).containsExactly("b", "a");
    assertThat(sent.createdAt())
        .hasValueSatisfying(
            time ->
                assertThat(time)
                    .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60)));
  }

  @Test
  void never_sees_what_was_rolled_back_or_is_not_yet_committed() throws Exception {
    try (Connection connection = letters.transaction()) {
      letters.outbox.append(connection, Letters.letter("a never"));
      relay.turn();
      connection.rollback();
    }
    relay.turn();

    assertThat(broker.handed).isEmpty();
  }

  @Test
  void sends_what_was_appended_earlier_but_committed_later() throws Exception {
    try (Connection slow = letters.transaction()) {
      letters.outbox.append(slow, Letters.letter("a slow"));
      letters.append(Letters.neighbourOf("a") + " fast");
      relay.turn();
      slow.commit();
    }
    relay.turn();

    assertThat(broker.delivered).containsExactly(Letters.neighbourOf("a") + " fast", "a slow");
    assertThat(letters.inOutbox()).isZero();
  }

  @Test
  void an_outage_loses_nothing_counts_nothing_and_keeps_the_order() throws Exception {
    broker.isDown();
    letters.append("a 1", "a 2", "a 3");
    for (int i = 0; i < 50; i++) {
      relay.turn();
    }
    assertThat(letters.dead()).isZero();
    assertThat(broker.handedOver()).containsOnly("a 1");

    broker.isUp();
    relay.turn();

    assertThat(broker.delivered).containsExactly("a 1", "a 2", "a 3");
    assertThat(letters.inOutbox()).isZero();
  }

  @Test
  void an_outage_in_the_middle_keeps_what_was_confirmed_and_lets_nothing_overtake()
      throws Exception {
    letters.append("a 1", "a 2", "a 3", "a 4");
    broker.answer =
        text ->
            text.equals("a 3")
                ? RecordingBroker.no(new IllegalStateException("away"))
                : RecordingBroker.yes();

    relay.turn();

    assertThat(broker.handedOver()).containsExactly("a 1", "a 2", "a 3");
    assertThat(letters.inOutbox()).isEqualTo(2);
    broker.isUp();
    relay.turn();
    assertThat(broker.delivered).containsExactly("a 1", "a 2", "a 3", "a 4");
  }

  @Test
  void a_broker_that_throws_is_away() throws Exception {
    letters.append("a 1");
    broker.answer =
        text -> {
          throw new IllegalStateException("thrown");
        };
    relay.turn();
    broker.answer = text -> null;
    relay.turn();
    assertThat(letters.inOutbox()).isEqualTo(1);

    broker.isUp();
    relay.turn();

    assertThat(broker.delivered).containsExactly("a 1");
  }

  @Test
  void pauses_longer_and_longer_while_the_broker_is_away_and_not_at_all_after_a_full_batch()
      throws Exception {
    OutboxRelay impatient =
        letters
            .relay(broker)
            .batchSize(2)
            .backOff(Duration.ofMillis(100), Duration.ofSeconds(1))
            .pollEvery(Duration.ofMillis(10), Duration.ofMillis(35))
            .build();
    try (impatient) {
      broker.isDown();
      letters.append("a 1", "a 2", "a 3");
      List<Long> pauses = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        pauses.add(impatient.turn().toMillis());
      }
      assertThat(pauses.get(0)).isBetween(49L, 100L);
      assertThat(pauses.get(2)).isBetween(199L, 400L);
      assertThat(pauses.get(5)).isBetween(499L, 1_000L);

      broker.isUp();
      assertThat(impatient.turn()).isZero();
      assertThat(impatient.turn()).hasMillis(10);
      assertThat(impatient.turn()).hasMillis(10);
      assertThat(impatient.turn()).hasMillis(20);
      assertThat(impatient.turn()).hasMillis(35);
    }
  }

  @Test
  void what_was_delivered_is_not_sent_again_when_it_cannot_be_deleted() throws Exception {
    db.execute(
        """
        create function refuse() returns trigger language plpgsql as
          $$ begin raise 'no deletes today'; end $$;
        create trigger refuse before delete on saga_outbox for each row execute function refuse()
        """);
    letters.append("a 1", "a 2");
    for (int i = 0; i < 5; i++) {
      relay.turn();
    }
    assertThat(letters.inOutbox()).isEqualTo(2);

    db.execute("drop function refuse cascade");
    relay.turn();

    assertThat(broker.delivered).containsExactly("a 1", "a 2");
    assertThat(letters.inOutbox()).isZero();
  }

  @Test
  void what_another_relay_has_deleted_is_not_remembered() throws Exception {
    OutboxMessage letter = Letters.letter("a 1");
    letters.append(List.of(letter));
    broker.answer =
        text -> {
          loseConnections();
          return RecordingBroker.yes();
        };
    relay.turn();
    broker.isUp();
    db.execute("delete from saga_outbox");

    letters.append(Letters.neighbourOf("a") + " 1");
    relay.turn();
    letters.append(List.of(letter));
    relay.turn();

    assertThat(broker.handedOver()).containsExactly("a 1", Letters.neighbourOf("a") + " 1", "a 1");
  }

  @Test
  void what_another_relay_has_deleted_from_a_long_backlog_is_not_remembered() throws Exception {
    String neighbour = Letters.neighbourOf("a");
    OutboxMessage letter = Letters.letter("a 1");
    try (OutboxRelay small = letters.relay(broker).batchSize(1).build()) {
      letters.append(List.of(letter));
      broker.answer =
          text -> {
            loseConnections();
            return RecordingBroker.yes();
          };
      small.turn();
      broker.isUp();
      db.execute("delete from saga_outbox");

      letters.append(neighbour + " 1", neighbour + " 2");
      letters.append(List.of(letter));
      for (int i = 0; i < 3; i++) {
        small.turn();
      }
    }

    assertThat(broker.handedOver())
        .containsExactly("a 1", neighbour + " 1", neighbour + " 2", "a 1");
  }

  @Test
  void a_long_backlog_in_one_lane_does_not_keep_the_others_waiting() throws Exception {
    letters.append(IntStream.range(0, 5_000).mapToObj(i -> Letters.letter("long " + i)).toList());
    letters.append(IntStream.range(0, 200).mapToObj(i -> Letters.letter("k" + i + " x")).toList());
    OutboxRelay small = letters.relay(broker).batchSize(50).build();
    try (small) {
      int turns = 0;
      while (broker.delivered.stream().filter(text -> text.endsWith(" x")).count() < 200) {
        small.turn();
        turns++;
      }
      assertThat(turns).isLessThan(20);
    }
  }

  @Test
  void a_turn_holds_no_more_in_memory_than_it_may() throws Exception {
    byte[] large = new byte[OutboxMessage.MAX_PAYLOAD_BYTES];
    for (int i = 0; i < 4; i++) {
      letters.append(
          IntStream.range(0, 5)
              .mapToObj(j -> OutboxMessage.to("large").key("k").type("t").payload(large).build())
              .toList());
    }

    assertThat(relay.turn()).isZero();
    assertThat(broker.handed).hasSize(16);
    relay.turn();

    assertThat(broker.handed).hasSize(20);
    assertThat(letters.inOutbox()).isZero();
  }

  @Test
  void two_schemas_do_not_see_each_other() throws Exception {
    Outbox other = Outbox.builder(db.dataSource()).schema("Other%s \"{0}?").build();
    try (Connection connection = letters.transaction()) {
      other.append(connection, Letters.letter("o 1"));
      other.append(connection, Letters.letter("o bad"));
      connection.commit();
    }
    letters.append("a 1");
    broker.refuses("bad", "bad");
    RecordingBroker otherBroker = new RecordingBroker();
    otherBroker.refuses("bad", "bad");
    OutboxRelay otherRelay = letters.relay(otherBroker).schema("Other%s \"{0}?").build();
    try (otherRelay) {
      relay.turn();
      otherRelay.turn();
    }

    assertThat(broker.delivered).containsExactly("a 1");
    assertThat(otherBroker.delivered).containsExactly("o 1");
    assertThat(letters.outbox.deadLetters().list(10)).isEmpty();
    assertThat(other.deadLetters().list(10)).hasSize(1);
    assertThat(other.deadLetters().resend(List.of(other.deadLetters().list(1).get(0).id())))
        .isEqualTo(1);
  }

  private static void loseConnections() {
    try {
      db.number(
          "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void another_message_at_the_place_of_one_that_was_delivered_is_not_taken_for_it() {
    OutboxMessage delivered = Letters.letter("a 1");
    OutboxMessage another = Letters.letter("a 2");
    Undeleted undeleted = new Undeleted();
    undeleted.add(List.of(new StoredMessage((short) 7, 2, "(0,1)", delivered)));

    assertThat(undeleted.contains(new StoredMessage((short) 7, 2, "(0,1)", another))).isFalse();
    assertThat(undeleted.contains(new StoredMessage((short) 7, 2, "(0,9)", delivered))).isTrue();
  }
}
