package io.backstitch.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.servers.Database;
import io.backstitch.servers.PostgresServer;
import io.backstitch.servers.PostgresSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Messages whose ids are lower than those that relays have passed long ago. They are in so many
 * lanes that the sweep alone would find few of them before the patience of these tests ends.
 */
class LateCommitTest {

  private static final int KEYS = 150;
  private static final Duration PROMPTLY = Duration.ofSeconds(6);

  private static final Duration A_MOMENT = Duration.ofMillis(100);

  /** Longer, for relays look at the locks every 20 ms. */
  private static final Duration LONG = Duration.ofSeconds(1);

  private static final Duration LOOK = Duration.ofMillis(5);

  private static final PostgresServer server =
      PostgresServer.started(PostgresSettings.fast().with("max_prepared_transactions", "10"));
  private static final Database db = Database.on(server);

  private final RecordingBroker broker = new RecordingBroker();
  private final List<OutboxRelay> relays = new ArrayList<>();
  private Letters letters;

  @BeforeEach
  void empty() throws SQLException {
    letters = new Letters(db);
  }

  @AfterEach
  void close() {
    relays.forEach(OutboxRelay::close);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void a_writer_who_ends_while_others_pass_is_not_missed() throws Exception {
    start(1);
    try (Connection slow = lateWriter("late")) {
      letOthersPass(A_MOMENT);
      slow.commit();
    }

    awaitAll("late");
  }

  @Test
  void a_slow_writer_is_not_overtaken_by_the_next_writer_of_his_key() throws Exception {
    String neighbour = Letters.neighbourOf("hot");
    try (OutboxRelay relay = letters.relay(broker).build();
        Connection slow = letters.transaction();
        Connection next = letters.transaction()) {
      relayOther(relay, neighbour);
      letters.outbox.append(slow, Letters.letter("hot first"));
      await()
          .pollInterval(LOOK)
          .during(LONG)
          .atMost(LONG.multipliedBy(5))
          .until(() -> relayOther(relay, neighbour));
      slow.commit();
      letters.outbox.append(next, Letters.letter("hot second"));
      next.commit();
      while (letters.inOutbox() > 0) {
        relay.turn();
      }
    }

    assertThat(broker.delivered.stream().filter(text -> text.startsWith("hot")))
        .containsExactly("hot first", "hot second");
  }

  private boolean relayOther(OutboxRelay relay, String key) throws Exception {
    letters.append(key + " passes");
    relay.turn();
    return true;
  }

  @Test
  void ids_that_are_drawn_a_second_time_hide_nothing() throws Exception {
    try (OutboxRelay relay = letters.relay(broker).build()) {
      await().pollInterval(LOOK).during(A_MOMENT).atMost(LONG).until(() -> relayOther(relay, "a"));
      db.execute("select setval('saga_outbox_id_seq', 1)");
      letters.append("a again");
      await()
          .pollInterval(LOOK)
          .atMost(PROMPTLY)
          .until(
              () -> {
                relay.turn();
                return broker.delivered.contains("a again");
              });
    }
  }

  @Test
  void a_writer_who_ends_in_the_middle_of_a_turn_is_not_deleted_with_what_the_turn_has_read()
      throws Exception {
    try (Connection slow = lateWriter("late");
        OutboxRelay relay = letters.relay(broker).build()) {
      letters.append(Letters.many("k", KEYS, "first"));
      broker.answer =
          text -> {
            commit(slow);
            return RecordingBroker.yes();
          };

      relay.turn();
      assertThat(letters.inOutbox()).isGreaterThanOrEqualTo(KEYS);
      while (letters.inOutbox() > 0) {
        relay.turn();
      }
    }

    awaitAll("late");
  }

  @Test
  void a_writer_who_ends_long_after_others_have_passed_is_not_missed() throws Exception {
    start(1);
    try (Connection slow = lateWriter("late")) {
      letOthersPass(LONG);
      slow.commit();
    }

    awaitAll("late");
  }

  @Test
  void neither_of_two_relays_misses_writers_who_end_one_after_the_other() throws Exception {
    start(2);
    try (Connection first = lateWriter("first");
        Connection second = lateWriter("second")) {
      letOthersPass(LONG);
      second.commit();
      awaitAll("second");
      letOthersPass(A_MOMENT);
      first.commit();
    }

    awaitAll("first");
  }

  @Test
  void a_writer_who_was_prepared_is_not_missed_when_he_is_committed_at_last() throws Exception {
    start(1);
    prepare("two-phase");
    letOthersPass(LONG);
    db.execute("commit prepared 'two-phase'");

    awaitAll("two-phase");
  }

  @Test
  void a_writer_who_is_prepared_after_others_have_passed_is_not_missed() throws Exception {
    start(1);
    try (Connection slow = lateWriter("two-phase");
        Statement sql = slow.createStatement()) {
      letOthersPass(LONG);
      sql.execute("prepare transaction 'two-phase'");
    }
    letOthersPass(LONG);
    db.execute("commit prepared 'two-phase'");

    awaitAll("two-phase");
  }

  @Test
  void a_writer_who_was_prepared_for_a_moment_is_not_missed() throws Exception {
    start(2);
    prepare("short");
    letOthersPass(A_MOMENT);
    db.execute("commit prepared 'short'");

    awaitAll("short");
  }

  @Test
  void a_writer_who_was_prepared_before_the_relay_began_is_not_missed() throws Exception {
    prepare("before");
    start(1);
    letOthersPass(LONG);
    db.execute("commit prepared 'before'");

    awaitAll("before");
  }

  @Test
  void of_writers_who_roll_back_nothing_appears_and_nobody_waits_for_them() throws Exception {
    start(2);
    prepare("never");
    try (Connection slow = lateWriter("never");
        Connection other = lateWriter("late")) {
      letOthersPass(LONG);
      slow.rollback();
      db.execute("rollback prepared 'never'");
      letOthersPass(A_MOMENT);
      other.commit();
    }

    awaitAll("late");
    assertThat(broker.handedOver()).noneMatch(text -> text.endsWith("never"));
  }

  @Test
  void dead_letters_that_are_sent_again_are_found_far_behind() throws Exception {
    start(2);
    broker.refuses("dead", "not today");
    letters.append(Letters.many("k", KEYS, "dead"));
    await().atMost(PROMPTLY).until(() -> letters.dead() == KEYS);
    letters.append(Letters.many("k", KEYS, "after"));
    await().atMost(PROMPTLY).until(() -> letters.parked() == KEYS);
    letOthersPass(LONG);

    broker.isUp();
    letters
        .outbox
        .deadLetters()
        .resend(letters.outbox.deadLetters().list(KEYS).stream().map(DeadLetter::id).toList());

    awaitAll("dead");
    awaitAll("after");
    for (int key = 0; key < KEYS; key++) {
      assertThat(broker.delivered).containsSubsequence("k" + key + " dead", "k" + key + " after");
    }
  }

  private void start(int count) {
    for (int i = 0; i < count; i++) {
      OutboxRelay relay = letters.relay(broker).name("relay-" + i).build();
      relays.add(relay);
      relay.start();
    }
  }

  private static void commit(Connection connection) {
    try {
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Connection lateWriter(String text) throws SQLException {
    Connection connection = letters.transaction();
    letters.outbox.append(connection, Letters.many("k", KEYS, text));
    return connection;
  }

  private void prepare(String name) throws SQLException {
    try (Connection connection = lateWriter(name);
        Statement sql = connection.createStatement()) {
      sql.execute("prepare transaction '" + name + "'");
    }
  }

  /** Commits and relays messages in all lanes again and again, for so long and often at least. */
  private void letOthersPass(Duration length) throws SQLException {
    long end = System.nanoTime() + length.toNanos();
    int rounds = (int) (length.toMillis() / 40);
    do {
      letters.append(Letters.many("other", 2 * Lane.COUNT, "passes"));
      await().atMost(PROMPTLY).pollInterval(LOOK).until(() -> letters.inOutbox() == 0);
    } while (--rounds > 0 || System.nanoTime() < end);
  }

  private void awaitAll(String text) {
    await().atMost(PROMPTLY).pollInterval(LOOK).until(() -> delivered(text).size() >= KEYS);
    assertThat(delivered(text)).hasSize(KEYS).doesNotHaveDuplicates();
  }

  private List<String> delivered(String text) {
    synchronized (broker.delivered) {
      return broker.delivered.stream().filter(each -> each.endsWith(" " + text)).toList();
    }
  }
}
