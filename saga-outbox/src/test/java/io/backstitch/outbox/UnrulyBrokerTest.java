package io.backstitch.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.read.ListAppender;
import ch.qos.logback.core.spi.FilterReply;
import io.backstitch.servers.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/** Adapters, and what they throw, that do what they should not: the relay outlives them. */
class UnrulyBrokerTest {

  @RegisterExtension static final Database db = Database.fresh();

  private final Logger logger = (Logger) LoggerFactory.getLogger(OutboxRelay.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final RecordingBroker broker = new RecordingBroker();
  private Letters letters;
  private OutboxRelay relay;

  @BeforeEach
  void build() throws SQLException {
    letters = new Letters(db);
    relay =
        letters
            .relay(broker)
            .name("unruly")
            .confirmWithin(Duration.ofMillis(500))
            .freeLanesAfter(Duration.ofSeconds(1))
            .backOff(Duration.ofMillis(1), Duration.ofMillis(10))
            .build();
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
    logger.addAppender(log);
    log.start();
  }

  @AfterEach
  void close() {
    relay.close();
    logger.detachAppender(log);
    logger.setLevel(Level.OFF);
  }

  @Test
  void an_error_from_a_broker_is_an_outage_and_keeps_what_was_confirmed() throws Exception {
    letters.append("a 1", "a 2", "a 3");
    broker.answer =
        text -> {
          if (text.equals("a 2")) {
            throw new NoClassDefFoundError("adapter");
          }
          return RecordingBroker.yes();
        };
    relay.turn();
    relay.turn();

    assertThat(broker.delivered).containsExactly("a 1");
    assertThat(letters.inOutbox()).isEqualTo(2);
    assertThat(messages())
        .singleElement()
        .asString()
        .contains("the broker is away: java.lang.NoClassDefFoundError: adapter");
    broker.isUp();
    relay.turn();
    assertThat(broker.delivered).containsExactly("a 1", "a 2", "a 3");
  }

  @Test
  void a_broker_that_gives_no_answer_at_all_is_away() throws Exception {
    letters.append("a 1");
    broker.answer = text -> null;

    relay.turn();

    assertThat(letters.inOutbox()).isEqualTo(1);
    assertThat(messages())
        .singleElement()
        .asString()
        .contains("the broker is away", "RecordingBroker returned null instead of");
  }

  @Test
  void a_broker_that_cannot_say_whether_it_keeps_order_is_away() throws Exception {
    letters.append("a 1");
    broker.whenAsked =
        () -> {
          throw new IllegalStateException("not connected");
        };
    relay.turn();
    assertThat(broker.handed).isEmpty();
    assertThat(messages())
        .singleElement()
        .asString()
        .contains("the broker is away: java.lang.IllegalStateException: not connected");

    broker.whenAsked = () -> {};
    relay.turn();

    assertThat(broker.delivered).containsExactly("a 1");
  }

  @Test
  void a_failure_that_cannot_say_why_does_not_end_the_relay() throws Exception {
    logger.setLevel(Level.DEBUG);
    letters.append("a 1");
    broker.answer =
        text -> {
          throw new Speechless();
        };
    relay.start();
    await().until(() -> broker.handed.size() > 1);

    broker.isUp();
    await().until(() -> letters.inOutbox() == 0);
    relay.close();

    assertThat(messages())
        .anySatisfy(text -> assertThat(text).contains("the broker is away", "cannot say why"))
        .anySatisfy(text -> assertThat(text).contains("the broker is back"))
        .noneSatisfy(text -> assertThat(text).contains("the database is away"));
  }

  @Test
  void a_log_that_throws_does_not_end_the_relay() throws Exception {
    letters.append("a 1");
    broker.isDown();
    TurboFilter throwing = new ThrowingFilter(logger);
    logger.getLoggerContext().addTurboFilter(throwing);
    try {
      relay.start();
      await().until(() -> broker.handed.size() > 1);
    } finally {
      logger.getLoggerContext().getTurboFilterList().remove(throwing);
    }

    broker.isUp();
    await().until(() -> letters.inOutbox() == 0);
  }

  @Test
  void an_interruption_that_an_adapter_leaves_behind_does_not_end_the_relay() throws Exception {
    broker.answer =
        text -> {
          Thread.currentThread().interrupt();
          return RecordingBroker.yes();
        };
    relay.start();
    for (int i = 1; i <= 3; i++) {
      letters.append("a " + i, "b " + i);
      await().until(() -> letters.inOutbox() == 0);
    }

    assertThat(broker.delivered).hasSize(6).doesNotHaveDuplicates();
    assertThat(messages()).isEmpty();
  }

  @Test
  void an_interruption_while_answers_are_awaited_sends_nothing_twice() throws Exception {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    CompletableFuture<Thread> sender = new CompletableFuture<>();
    broker.answer =
        text -> {
          sender.complete(Thread.currentThread());
          return answer;
        };
    letters.append("a 1");
    relay.start();
    sender.join().interrupt();
    await().until(() -> !sender.join().isInterrupted());
    answer.complete(null);
    await().until(() -> letters.inOutbox() == 0);

    assertThat(broker.handedOver()).containsExactly("a 1");
  }

  @Test
  void a_relay_that_is_closed_breaks_off_a_broker_that_never_returns() throws Exception {
    CompletableFuture<Thread> sender = new CompletableFuture<>();
    broker.answer =
        text -> {
          sender.complete(Thread.currentThread());
          return waitForEver();
        };
    letters.append("a 1", "b 1");
    relay.start();
    sender.join();

    relay.close();
    sender.join().join(TimeUnit.SECONDS.toMillis(10));

    assertThat(sender.join().isAlive()).isFalse();
    assertThat(broker.handed).hasSize(1);
  }

  private List<String> messages() {
    return List.copyOf(log.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private static CompletableFuture<Void> waitForEver() {
    try {
      new CountDownLatch(1).await();
      return new CompletableFuture<>();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static final class Speechless extends RuntimeException {

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message");
    }
  }

  private static final class ThrowingFilter extends TurboFilter {

    private final Logger victim;

    ThrowingFilter(Logger victim) {
      this.victim = victim;
    }

    @Override
    public FilterReply decide(
        Marker marker, Logger asked, Level level, String format, Object[] params, Throwable t) {
      if (asked.equals(victim) && format != null) {
        throw new IllegalStateException("disk full");
      }
      return FilterReply.NEUTRAL;
    }
  }
}
