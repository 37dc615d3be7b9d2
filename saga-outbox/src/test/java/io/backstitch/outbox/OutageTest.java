package io.backstitch.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.backstitch.servers.Database;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** Outages of ten minutes, by the pauses that the relay would make, and messages that are bad. */
class OutageTest {

  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final int KEYS = 50;

  @RegisterExtension static final Database db = Database.fresh();

  private final Logger logger = (Logger) LoggerFactory.getLogger(OutboxRelay.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final RecordingBroker broker = new RecordingBroker();
  private Letters letters;

  @BeforeEach
  void listen() throws SQLException {
    letters = new Letters(db);
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
    logger.addAppender(log);
    log.start();
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
    logger.setLevel(Level.OFF);
  }

  @Test
  void ten_minutes_without_the_broker_leave_no_trace_but_two_lines_in_the_log() throws Exception {
    write();
    List<Map<String, Object>> before = rows();
    broker.isDown();
    try (OutboxRelay relay = letters.relay(broker).build()) {
      int turns = stayAway(relay);

      // Neither a storm of attempts nor so few that it comes back late.
      assertThat(turns).isBetween(60, 200);
      assertThat(rows()).isEqualTo(before);
      assertThat(broker.handed).as("no more than one message for each attempt").hasSize(turns);
      assertThat(lines(Level.WARN)).hasSize(1);
      assertThat(lines(Level.INFO)).isEmpty();

      broker.isUp();
      relay.turn();
    }
    assertThat(lines(Level.WARN))
        .singleElement()
        .asString()
        .contains("the broker is away", "nothing counts against them", "Check the broker.");
    assertThat(lines(Level.INFO)).singleElement().asString().contains("the broker is back after");
    assertAllDelivered();
  }

  @Test
  void ten_minutes_of_a_broker_that_fails_in_the_middle_lose_nothing_and_confirm_nothing_twice()
      throws Exception {
    write();
    broker.answer =
        text ->
            text.endsWith(" 2")
                ? RecordingBroker.no(new IOException("away"))
                : RecordingBroker.yes();
    try (OutboxRelay relay = letters.relay(broker).build()) {
      stayAway(relay);
      assertThat(letters.dead()).isZero();
      broker.isUp();
      relay.turn();
      relay.turn();
    }

    assertThat(lines(Level.WARN)).hasSize(1);
    assertAllDelivered();
  }

  @Test
  void a_broker_that_is_silent_for_ten_minutes_is_away_too() throws Exception {
    letters.append("a 1");
    broker.answer = text -> new CompletableFuture<>();
    try (OutboxRelay relay =
        letters
            .relay(broker)
            .confirmWithin(Duration.ofMillis(100))
            .backOff(Duration.ofSeconds(10), Duration.ofMinutes(2))
            .build()) {
      stayAway(relay);
      assertThat(letters.inOutbox()).isEqualTo(1);
      assertThat(letters.dead()).isZero();
      broker.isUp();
      relay.turn();
    }

    assertThat(broker.delivered).containsExactly("a 1");
    assertThat(lines(Level.WARN)).hasSize(1);
    assertThat(lines(Level.INFO)).hasSize(1);
  }

  @Test
  void a_poison_message_is_dead_within_one_turn_and_only_its_key_waits() throws Exception {
    write();
    broker.refuses("k7 1", "poison");
    try (OutboxRelay relay = letters.relay(broker).build()) {
      relay.turn();
      relay.turn();
    }

    assertThat(letters.dead()).isEqualTo(1);
    assertThat(letters.inOutbox()).isZero();
    assertThat(broker.handedOver()).doesNotHaveDuplicates().contains("k7 0", "k7 1");
    assertThat(broker.delivered).doesNotContain("k7 1", "k7 2", "k7 3");
    assertThat(broker.delivered).hasSize(KEYS * 4 - 3);
    assertThat(letters.outbox.deadLetters().list(1).get(0).reason()).isEqualTo("poison");
  }

  @Test
  void where_followers_may_pass_they_do_so_in_the_same_turn() throws Exception {
    write();
    broker.refuses("k7 1", "poison");
    try (OutboxRelay relay = letters.relay(broker).letFollowersPass().build()) {
      relay.turn();
    }

    assertThat(letters.dead()).isEqualTo(1);
    assertThat(letters.parked()).isZero();
    assertThat(letters.inOutbox()).isZero();
    assertThat(broker.delivered).containsSubsequence("k7 0", "k7 2", "k7 3");
    assertThat(broker.delivered).hasSize(KEYS * 4 - 1);
  }

  /** Takes as many turns as ten minutes have room for, with the pauses between them. */
  private static int stayAway(OutboxRelay relay) throws InterruptedException {
    int turns = 0;
    for (Duration passed = Duration.ZERO; passed.compareTo(TEN_MINUTES) < 0; turns++) {
      passed = passed.plus(relay.turn());
    }
    return turns;
  }

  private void write() throws SQLException {
    for (int i = 0; i < 4; i++) {
      letters.append(Letters.many("k", KEYS, "" + i));
    }
  }

  private void assertAllDelivered() throws SQLException {
    assertThat(letters.inOutbox()).isZero();
    assertThat(letters.dead()).isZero();
    assertThat(broker.delivered).hasSize(KEYS * 4).doesNotHaveDuplicates();
    for (int key = 0; key < KEYS; key++) {
      String name = "k" + key;
      assertThat(broker.delivered)
          .containsSubsequence(IntStream.range(0, 4).mapToObj(i -> name + " " + i).toList());
    }
  }

  private static List<Map<String, Object>> rows() throws SQLException {
    return db.rows("select ctid::text, xmin::text, message_id from saga_outbox order by lane, id");
  }

  private List<String> lines(Level level) {
    return log.list.stream()
        .filter(line -> line.getLevel() == level)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }
}
