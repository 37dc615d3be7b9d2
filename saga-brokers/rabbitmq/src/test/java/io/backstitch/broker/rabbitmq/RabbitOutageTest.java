package io.backstitch.broker.rabbitmq;

import static io.backstitch.broker.rabbitmq.RabbitRefusalsTest.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.rabbitmq.client.GetResponse;
import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.OutboxMessage;
import io.backstitch.outbox.OutboxRelay;
import io.backstitch.servers.Database;
import io.backstitch.servers.RabbitServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** The outbox on a RabbitMQ that is down, goes down, stands still, or takes nothing. */
@Timeout(180)
class RabbitOutageTest {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int KEYS = 20;

  @RegisterExtension static final Database db = Database.fresh();

  private final RabbitServer rabbit = Rabbit.shared();
  private final Logger logger = (Logger) LoggerFactory.getLogger(OutboxRelay.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private Orders orders;

  @BeforeEach
  void empty() throws Exception {
    orders = new Orders(db);
    log.start();
    logger.addAppender(log);
    logger.setAdditive(false);
    logger.setLevel(Level.WARN);
  }

  @AfterEach
  void stopLog() {
    logger.detachAppender(log);
    logger.setLevel(Level.OFF);
  }

  @Test
  void a_broker_that_is_killed_and_comes_back_has_everything_in_order() throws Exception {
    Rabbit.declare("killed");
    try (WatchedBroker broker = broker();
        WatchedBroker otherBroker = broker();
        OutboxRelay relay = relay(broker, "relay");
        OutboxRelay otherRelay = relay(otherBroker, "other")) {
      relay.start();
      otherRelay.start();
      for (int i = 0; i < 40; i++) {
        orders.appendCounting("killed", KEYS, i * 5, i * 5 + 5);
        if (i == 10) {
          rabbit.kill();
        }
        if (i == 15) {
          await().atMost(PATIENCE).until(() -> awayLines() == 2);
          rabbit.start();
        }
        if (i == 30) {
          await().atMost(PATIENCE).until(() -> orders.inOutbox() < KEYS * 20);
          rabbit.kill();
          rabbit.start();
        }
      }
      await().atMost(PATIENCE).until(() -> orders.inOutbox() == 0);

      assertThat(orders.dead()).isZero();
      List<GetResponse> got = Rabbit.takeAll(rabbit, "killed");
      assertThat(Rabbit.firstsByKey(got))
          .hasSize(KEYS)
          .allSatisfy((key, texts) -> assertThat(texts).isEqualTo(Orders.counted(200)));
      assertThat(broker.sentAgain()).isEmpty();
      assertThat(otherBroker.sentAgain()).isEmpty();
      got.stream()
          .collect(
              Collectors.groupingBy(
                  message -> UUID.fromString(message.getProps().getMessageId()),
                  Collectors.counting()))
          .forEach(
              (id, copies) ->
                  assertThat(copies)
                      .as("copies of a message that was confirmed once")
                      .isLessThanOrEqualTo(1 + broker.inVain(id) + otherBroker.inVain(id)));
    }
  }

  @Test
  void while_rabbitmq_blocks_who_publishes_the_broker_is_away_at_once() throws Exception {
    Rabbit.declare("blocked");
    try (RabbitBroker broker = RabbitBroker.connect(rabbit.address());
        OutboxRelay relay = relay(broker, "relay")) {
      assertThat(failure(broker.send(order("blocked", "before")))).isNull();
      rabbit.raiseMemoryAlarm();
      // RabbitMQ says so to those who publish, when they do.
      CompletionStage<Void> first = broker.send(order("blocked", "first"));
      await().atMost(PATIENCE).until(() -> isDone(broker.send(order("blocked", "probe"))));
      CompletionStage<Void> refused = broker.send(order("blocked", "refused"));
      assertThat(refused.toCompletableFuture()).isDone();
      assertThat(failure(refused)).hasMessageContaining("(connection.blocked): low on memory");
      assertThat(isDone(first)).isFalse();

      orders.appendCounting("blocked", KEYS, 0, 10);
      relay.start();
      await().atMost(PATIENCE).until(() -> awayLines() == 1);
      assertThat(orders.inOutbox()).isEqualTo(KEYS * 10);
      rabbit.clearMemoryAlarm();
      await().atMost(PATIENCE).until(() -> orders.inOutbox() == 0);
      assertThat(failure(first)).isNull();
    }
    assertThat(orders.dead()).isZero();
    assertThat(awayLines()).isEqualTo(1);
    List<String> texts = Rabbit.texts(Rabbit.takeAll(rabbit, "blocked"));
    assertThat(texts).startsWith("before", "first").doesNotContain("refused");
    assertThat(texts.stream().filter(text -> !text.equals("probe"))).hasSize(2 + KEYS * 10);
  }

  @Test
  void a_message_on_its_way_to_a_broker_that_stands_still_is_not_sent_twice() throws Exception {
    Rabbit.declare("still");
    try (RabbitBroker broker = RabbitBroker.connect(rabbit.address())) {
      assertThat(failure(broker.send(order("still", "before")))).isNull();
      OutboxMessage slow = order("still", "slow");
      OutboxMessage elsewhere = order("still", "other");
      rabbit.freeze();
      CompletionStage<Void> once;
      try {
        once = broker.send(slow);
        assertThat(broker.send(slow)).isSameAs(once);
        assertThat(broker.send(elsewhere)).isNotSameAs(once);
        assertThat(isDone(once)).isFalse();
      } finally {
        rabbit.thaw();
      }
      assertThat(failure(once)).isNull();
    }
    assertThat(Rabbit.texts(Rabbit.takeAll(rabbit, "still")))
        .containsExactly("before", "slow", "other");
  }

  @Test
  void nobody_is_stuck_in_a_socket_that_takes_no_more() throws Exception {
    Rabbit.declare("stuck");
    try (RabbitBroker broker = RabbitBroker.connect(rabbit.address())) {
      assertThat(failure(broker.send(order("stuck", "before")))).isNull();
      List<CompletionStage<Void>> fit = new ArrayList<>();
      rabbit.freeze();
      try {
        for (int i = 0; i < 16; i++) {
          fit.add(broker.send(Orders.message("stuck", "k" + i, new byte[1024 * 1024])));
        }
        assertThat(failure(broker.send(order("stuck", "too much"))))
            .hasMessageContaining("RabbitMQ has confirmed nothing for PT3S");
      } finally {
        rabbit.thaw();
      }
      assertThat(fit).allSatisfy(stage -> assertThat(failure(stage)).isNull());
    }
    assertThat(Rabbit.takeAll(rabbit, "stuck")).hasSize(17);
  }

  @Test
  void a_connection_that_an_administrator_closes_is_opened_again() throws Exception {
    Rabbit.declare("closed");
    try (RabbitBroker broker = RabbitBroker.connect(rabbit.address())) {
      assertThat(failure(broker.send(order("closed", "1")))).isNull();
      rabbit.control("close_all_connections", "maintenance");

      await().atMost(PATIENCE).until(() -> failure(broker.send(order("closed", "2"))) == null);
    }
    assertThat(Rabbit.texts(Rabbit.takeAll(rabbit, "closed"))).startsWith("1").endsWith("2");
  }

  @Test
  void a_wrong_password_is_an_outage_that_is_said_once_without_the_password() throws Exception {
    String address = "amqp://guest:s3cret@127.0.0.1:" + rabbit.port();
    WatchedBroker broker = new WatchedBroker(RabbitBroker.connect(address));
    OutboxMessage message = order("events", "1");
    orders.append(message);
    try (broker;
        OutboxRelay relay = relay(broker, "relay")) {
      relay.start();
      await().atMost(PATIENCE).until(() -> broker.inVain(message.id()) >= 3);
    }
    assertThat(orders.inOutbox()).isEqualTo(1);
    assertThat(orders.dead()).isZero();
    assertThat(log.list)
        .singleElement()
        .asString()
        .contains("the broker is away", "ACCESS_REFUSED")
        .doesNotContain("s3cret");
  }

  @Test
  void closed_it_sends_nothing() throws Exception {
    Rabbit.declare("ended");
    RabbitBroker broker = RabbitBroker.connect(rabbit.address());
    CompletionStage<Void> before = broker.send(order("ended", "1"));
    broker.close();

    assertThat(isDone(before)).isTrue();
    assertThat(failure(before)).isNull();
    assertThat(failure(broker.send(order("ended", "2")))).hasMessageContaining("was closed");
    assertThat(Rabbit.texts(Rabbit.takeAll(rabbit, "ended"))).containsExactly("1");
  }

  private static boolean isDone(CompletionStage<Void> stage) {
    return stage.toCompletableFuture().isDone();
  }

  private static OutboxMessage order(String exchange, String text) {
    return Orders.message(exchange, "a", Orders.bytes(text));
  }

  private long awayLines() {
    return List.copyOf(log.list).stream()
        .filter(event -> event.getFormattedMessage().contains("the broker is away"))
        .count();
  }

  private WatchedBroker broker() {
    return new WatchedBroker(RabbitBroker.connect(rabbit.address()));
  }

  private static OutboxRelay relay(MessageBroker broker, String name) {
    return OutboxRelay.builder(db.dataSource(), broker)
        .name(name)
        .batchSize(100)
        .confirmWithin(Duration.ofSeconds(1))
        .backOff(Duration.ofMillis(50), Duration.ofMillis(500))
        .build();
  }
}
