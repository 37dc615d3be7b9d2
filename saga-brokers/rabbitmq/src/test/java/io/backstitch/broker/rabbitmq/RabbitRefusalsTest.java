package io.backstitch.broker.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.outbox.DeadLetter;
import io.backstitch.outbox.MessageRejectedException;
import io.backstitch.outbox.OutboxMessage;
import io.backstitch.outbox.OutboxRelay;
import io.backstitch.servers.Database;
import io.backstitch.servers.RabbitServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What RabbitMQ does not take: which of it is the message's fault, and which is not. */
@Timeout(120)
class RabbitRefusalsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension static final Database db = Database.fresh();

  private final RabbitServer rabbit = Rabbit.shared();
  private RabbitBroker broker;
  private Orders orders;

  @BeforeEach
  void connect() throws Exception {
    orders = new Orders(db);
    broker = RabbitBroker.connect(rabbit.address());
  }

  @AfterEach
  void close() {
    broker.close();
  }

  @Test
  void a_message_that_no_queue_takes_is_a_dead_letter_and_its_follower_waits() throws Exception {
    Rabbit.on(channel -> channel.exchangeDeclare("half-bound", "topic", true));
    Rabbit.on(channel -> channel.queueDeclare("half", true, false, false, null));
    Rabbit.on(channel -> channel.queueBind("half", "half-bound", "bound"));
    orders.append(
        typed("half-bound", "a", "unbound", "1"),
        typed("half-bound", "a", "bound", "2"),
        typed("half-bound", "b", "bound", "3"));
    relayAll();

    assertThat(theDeadLetter().reason())
        .isEqualTo(
            "RabbitMQ has no queue for it: 312 NO_ROUTE, exchange 'half-bound', routing key"
                + " 'unbound'; bind one, then resend");
    assertThat(Rabbit.texts(Rabbit.takeAll(rabbit, "half"))).containsExactly("3");

    Rabbit.on(channel -> channel.queueBind("half", "half-bound", "unbound"));
    orders.outbox.deadLetters().resend(List.of(theDeadLetter().id()));
    relayAll();
    assertThat(Rabbit.texts(Rabbit.takeAll(rabbit, "half"))).containsExactly("1", "2");
  }

  @Test
  void only_messages_to_an_exchange_that_is_missing_are_refused() throws Exception {
    Rabbit.declare("there");
    List<CompletionStage<Void>> missing =
        IntStream.range(0, 100).mapToObj(i -> send("missing", "a" + i)).toList();
    List<CompletionStage<Void>> there =
        IntStream.range(0, 100).mapToObj(i -> send("there", "b" + i)).toList();

    assertThat(missing)
        .allSatisfy(
            stage ->
                assertThat(failure(stage))
                    .isInstanceOf(MessageRejectedException.class)
                    .hasMessage("RabbitMQ has no exchange 'missing'; create it, then resend"));
    assertThat(there).allSatisfy(stage -> assertThat(failure(stage)).isNull());

    Rabbit.declare("missing");
    assertThat(failure(send("missing", "a"))).isNull();
    Rabbit.takeAll(rabbit, "there");
  }

  @Test
  void a_message_that_is_too_large_for_rabbitmq_is_refused_and_the_others_are_not()
      throws Exception {
    Rabbit.declare("sizes");
    rabbit.control("eval", "application:set_env(rabbit, max_message_size, 10000).");
    try {
      CompletionStage<Void> large = broker.send(Orders.message("sizes", "a", new byte[10_001]));
      CompletionStage<Void> small = send("sizes", "b");

      assertThat(failure(large))
          .isInstanceOf(MessageRejectedException.class)
          .hasMessageContaining("message size 10001 is larger than configured max size 10000");
      assertThat(failure(small)).isNotInstanceOf(MessageRejectedException.class);
      assertThat(failure(send("sizes", "c"))).isNull();
    } finally {
      rabbit.control("eval", "application:set_env(rabbit, max_message_size, 134217728).");
    }
  }

  @Test
  void a_queue_that_is_full_and_rejects_is_an_outage_until_it_has_room() throws Exception {
    Rabbit.on(channel -> channel.exchangeDeclare("narrow", "topic", true));
    Rabbit.on(
        channel ->
            channel.queueDeclare(
                "narrow",
                true,
                false,
                false,
                Map.of("x-max-length", 1, "x-overflow", "reject-publish")));
    Rabbit.on(channel -> channel.queueBind("narrow", "narrow", "#"));
    orders.append(
        Orders.message("narrow", "a", Orders.bytes("1")),
        Orders.message("narrow", "a", Orders.bytes("2")));
    try (OutboxRelay relay = relay()) {
      relay.start();
      await().atMost(PATIENCE).until(() -> orders.inOutbox() == 1);
      assertThat(failure(send("narrow", "b")))
          .hasMessageStartingWith("RabbitMQ did not take a message to 'narrow' (basic.nack)");

      assertThat(Rabbit.texts(Rabbit.take("narrow", 1))).containsExactly("1");
      await().atMost(PATIENCE).until(() -> orders.inOutbox() == 0);
      assertThat(Rabbit.texts(Rabbit.take("narrow", 1))).containsExactly("2");
    }
    assertThat(orders.dead()).isZero();
  }

  @Test
  void an_exchange_that_is_deleted_under_way_ends_its_messages_as_dead_letters() throws Exception {
    Rabbit.declare("fleeting");
    assertThat(failure(send("fleeting", "a"))).isNull();
    Rabbit.on(channel -> channel.exchangeDelete("fleeting"));
    orders.append(Orders.message("fleeting", "a", Orders.bytes("1")));
    relayAll();

    assertThat(theDeadLetter().reason()).startsWith("RabbitMQ has no exchange 'fleeting'");
  }

  @Test
  void a_missing_right_is_an_outage_of_that_exchange_alone() throws Exception {
    Rabbit.declare("open");
    Rabbit.declare("shut");
    rabbit.control("add_user", "clerk", "s3cret");
    rabbit.control("set_permissions", "clerk", "", "open", "");
    try (RabbitBroker clerk =
        RabbitBroker.connect("amqp://clerk:s3cret@127.0.0.1:" + rabbit.port())) {
      CompletionStage<Void> shut = clerk.send(Orders.message("shut", "a", Orders.bytes("1")));
      CompletionStage<Void> open = clerk.send(Orders.message("open", "a", Orders.bytes("2")));

      assertThat(failure(shut))
          .isNotInstanceOf(MessageRejectedException.class)
          .hasMessageContaining("ACCESS_REFUSED");
      assertThat(failure(open)).isNull();
    }
  }

  private CompletionStage<Void> send(String exchange, String key) {
    return broker.send(Orders.message(exchange, key, Orders.bytes("x")));
  }

  /** Why it failed, or null if it did not. */
  static Throwable failure(CompletionStage<Void> stage) {
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    stage.whenComplete((done, why) -> failure.complete(why));
    return failure.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  private static OutboxMessage typed(String exchange, String key, String type, String text) {
    return OutboxMessage.to(exchange).key(key).type(type).payload(Orders.bytes(text)).build();
  }

  private DeadLetter theDeadLetter() throws Exception {
    List<DeadLetter> dead = orders.outbox.deadLetters().list(10);
    assertThat(dead).hasSize(1);
    return dead.get(0);
  }

  private void relayAll() throws Exception {
    try (OutboxRelay relay = relay()) {
      relay.start();
      await().atMost(PATIENCE).until(() -> orders.inOutbox() == 0);
    }
  }

  private OutboxRelay relay() {
    return OutboxRelay.builder(db.dataSource(), broker)
        .backOff(Duration.ofMillis(20), Duration.ofMillis(200))
        .build();
  }
}
