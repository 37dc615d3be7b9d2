package io.backstitch.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.backstitch.outbox.migration.MigrationException;
import io.backstitch.servers.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** A relay from build() to close(). */
class RelayLifecycleTest {

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
  void relays_in_a_thread_of_its_own_until_it_is_closed() throws Exception {
    try (OutboxRelay relay = letters.relay(broker).name("my-relay").build()) {
      letters.append("a 1");
      relay.start();
      await().until(() -> broker.delivered.size() == 1);
      assertThat(Thread.getAllStackTraces().keySet())
          .extracting(Thread::getName)
          .contains("my-relay");
      letters.append("a 2");
      await().until(() -> broker.delivered.size() == 2);
    }
    letters.append("a 3");

    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("my-relay");
    assertThat(letters.inOutbox()).isEqualTo(1);
    assertThat(
            db.number("select count(*) from pg_stat_activity where state = 'idle in transaction'"))
        .isZero();
  }

  @Test
  void awaits_what_is_on_its_way_when_it_is_closed() throws Exception {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    broker.answer = text -> answer;
    letters.append("a 1", "b 1", "b 2");
    OutboxRelay relay = letters.relay(broker).build();
    relay.start();
    await().until(() -> broker.handed.size() == 2);

    CompletableFuture<Void> closing =
        InBackground.run(
            () -> {
              relay.close();
              return null;
            });
    await()
        .until(
            () ->
                Thread.getAllStackTraces().values().stream().anyMatch(RelayLifecycleTest::closes));
    assertThat(closing).isNotDone();
    answer.complete(null);
    closing.join();

    assertThat(letters.inOutbox()).isZero();
  }

  @Test
  void a_message_that_must_be_sent_again_is_no_outage_if_others_went_through() throws Exception {
    broker.answer =
        text ->
            text.startsWith("a")
                ? RecordingBroker.no(new SendAgainException("its neighbour was refused"))
                : RecordingBroker.yes();
    letters.append(Letters.neighbourOf("a") + " 1", "a 1");
    try (OutboxRelay relay = letters.relay(broker).build()) {
      assertThat(relay.turn()).isZero();
      assertThat(messages()).isEmpty();
      assertThat(letters.inOutbox()).isEqualTo(1);

      assertThat(relay.turn()).as("nothing at all went through").isPositive();
      assertThat(messages()).singleElement().asString().contains("its neighbour was refused");
      broker.isUp();
      relay.turn();
    }
    assertThat(letters.inOutbox()).isZero();
    assertThat(letters.dead()).isZero();
  }

  @Test
  void gives_up_a_broker_that_does_not_answer_and_keeps_what_was_confirmed() throws Exception {
    broker.answer =
        text -> text.startsWith("a") ? new CompletableFuture<>() : RecordingBroker.yes();
    letters.append("a 1", "a 2", "b 1");
    OutboxRelay relay = letters.relay(broker).confirmWithin(Duration.ofMillis(100)).build();
    try (relay) {
      relay.turn();
    }

    assertThat(broker.handedOver()).containsExactlyInAnyOrder("a 1", "b 1");
    assertThat(letters.inOutbox()).isEqualTo(2);
    assertThat(messages())
        .singleElement()
        .asString()
        .contains("no answer about 1 messages within PT0.1S");
  }

  @Test
  void says_once_that_the_broker_is_away_and_once_that_it_is_back() throws Exception {
    broker.isDown();
    letters.append("a 1");
    OutboxRelay relay = letters.relay(broker).build();
    try (relay) {
      for (int i = 0; i < 20; i++) {
        relay.turn();
      }
      broker.isUp();
      relay.turn();
      relay.turn();
    }

    assertThat(messages())
        .satisfiesExactly(
            away ->
                assertThat(away)
                    .contains("the broker is away: java.io.IOException: connection refused"),
            back -> assertThat(back).contains("the broker is back after"));
  }

  @Test
  void says_which_messages_were_refused() throws Exception {
    letters.append("a 1");
    broker.refuses("a", "too blue");
    try (OutboxRelay relay = letters.relay(broker).build()) {
      relay.turn();
    }

    assertThat(messages())
        .singleElement()
        .asString()
        .contains("of type 'letter' to 'letters': 'too blue'. Later messages of its key wait.");
  }

  @Test
  void goes_on_with_another_connection_when_it_has_lost_its_own() throws Exception {
    try (OutboxRelay relay = letters.relay(broker).build()) {
      letters.append("a 1");
      relay.turn();
      db.number(
          "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
      letters.append("a 2");
      relay.turn();
      relay.turn();
    }

    assertThat(broker.delivered).containsExactly("a 1", "a 2");
    assertThat(messages())
        .satisfiesExactly(
            away -> assertThat(away).contains("the database is away"),
            back -> assertThat(back).contains("the database is back"));
  }

  @Test
  void is_started_once_and_not_after_it_was_closed() {
    OutboxRelay relay = letters.relay(broker).build();
    relay.start();
    assertThatIllegalStateException()
        .isThrownBy(relay::start)
        .withMessageContaining("was started before");
    relay.close();
    relay.close();
    assertThatIllegalStateException()
        .isThrownBy(relay::start)
        .withMessageContaining("was closed before");
  }

  @Test
  void a_builder_builds_once() {
    OutboxRelay.Builder builder = letters.relay(broker);
    builder.build().close();

    assertThatIllegalStateException()
        .isThrownBy(builder::build)
        .withMessageContaining("has built its relay already");
  }

  @Test
  void refuses_settings_out_of_bounds_by_name_rule_and_value() {
    assertRefused("batchSize = 0, which must be 1 to 10,000", b -> b.batchSize(0));
    assertRefused("name =  , which must have 1 to 100 characters", b -> b.name(" "));
    assertRefused("confirmWithin = PT0S", b -> b.confirmWithin(Duration.ZERO));
    assertRefused(
        "freeLanesAfter = PT1S, which must be PT20S to PT1H",
        b -> b.freeLanesAfter(Duration.ofSeconds(1)));
    assertRefused(
        "the shortest pollEvery = PT2S, which must be PT0.001S to PT1S",
        b -> b.pollEvery(Duration.ofSeconds(2), Duration.ofSeconds(1)));
    assertRefused(
        "the longest backOff = PT2H", b -> b.backOff(Duration.ofSeconds(2), Duration.ofHours(2)));
  }

  @Test
  void leaves_the_tables_to_those_who_migrate_themselves() {
    assertThat(catchMigration(letters.relay(broker).schema("nowhere").withoutMigrations()))
        .contains("Schema 'nowhere' has no Backstitch outbox tables");
  }

  @Test
  void finds_no_broker_for_an_address_that_nobody_knows() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MessageBrokerProvider.connectTo("pigeon://me:s3cret@loft"))
        .withMessageContaining("No broker adapter knows addresses that begin with 'pigeon:'")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MessageBrokerProvider.connectTo("pigeon://s3cret >"))
        .withMessageContaining("is not a URI: Illegal character")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret"));
  }

  private static String catchMigration(OutboxRelay.Builder builder) {
    try {
      builder.build();
      return "";
    } catch (MigrationException e) {
      return e.getMessage();
    }
  }

  private void assertRefused(String text, UnaryOperator<OutboxRelay.Builder> change) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> change.apply(letters.relay(broker)).build())
        .withMessageContaining(text)
        .withMessageContaining("It was not built.");
  }

  private List<String> messages() {
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private static boolean closes(StackTraceElement[] stack) {
    return List.of(stack).stream().anyMatch(frame -> frame.getMethodName().equals("awaitEnd"));
  }
}
