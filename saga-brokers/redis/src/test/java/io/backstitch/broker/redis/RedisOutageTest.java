package io.backstitch.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.OutboxRelay;
import io.backstitch.servers.Database;
import io.backstitch.servers.RedisServer;
import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** The outbox on a Redis that is down, goes down, or does not want it. */
@Timeout(120)
class RedisOutageTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int KEYS = 20;

  @RegisterExtension static final Database db = Database.fresh();
  private static RedisServer redis;

  private final Logger logger = (Logger) LoggerFactory.getLogger(OutboxRelay.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private Orders orders;

  @BeforeAll
  static void startRedis() {
    redis = RedisServer.started();
  }

  @AfterAll
  static void closeRedis() {
    redis.close();
  }

  @BeforeEach
  void empty() throws Exception {
    orders = new Orders(db);
    log.start();
    logger.addAppender(log);
    logger.setAdditive(false);
    logger.setLevel(Level.WARN);
  }

  @AfterEach
  void emptyRedis() {
    redis.kill();
    redis.start();
    ask(streams -> streams.commands().flushall());
    logger.detachAppender(log);
    logger.setLevel(Level.OFF);
  }

  @Test
  void what_was_appended_before_redis_came_up_arrives_in_order() throws Exception {
    redis.stop();
    try (RedisBroker broker = broker();
        OutboxRelay relay = relay(broker, "relay")) {
      orders.appendCounting("orders", KEYS, 0, 20);
      relay.start();
      orders.appendCounting("orders", KEYS, 20, 40);
      await().atMost(PATIENCE).until(this::heardThatTheBrokerIsAway);
      assertThat(orders.inOutbox()).isEqualTo(KEYS * 40);

      redis.start();
      await().atMost(PATIENCE).until(() -> orders.inOutbox() == 0);
    }

    assertThat(orders.dead()).isZero();
    assertEverythingInOrder(40);
  }

  @Test
  void a_redis_that_is_killed_under_load_and_comes_back_has_everything_in_order() throws Exception {
    Witness witness =
        relayWhile(
            (seen, i) -> {
              if (i % 20 == 10) {
                int before = seen.failures();
                redis.kill();
                await().atMost(PATIENCE).until(() -> seen.failures() > before);
              }
              if (i % 20 == 15) {
                redis.start();
              }
            });

    assertEverythingInOrder(200);
    assertOnlyTheUnconfirmedCameTwice(witness);
  }

  @Test
  void connections_that_are_cut_under_load_are_opened_again_and_nothing_is_lost() throws Exception {
    try (Streams operator = new Streams(redis.address())) {
      AtomicLong cut = new AtomicLong();
      Witness witness =
          relayWhile(
              (seen, i) ->
                  cut.addAndGet(
                      operator.commands().clientKill(KillArgs.Builder.typeNormal().skipme(true))));

      assertThat(cut.get()).isGreaterThan(4);
      assertEverythingInOrder(200);
      assertOnlyTheUnconfirmedCameTwice(witness);
    }
  }

  @Test
  void what_was_gathered_on_a_lost_connection_fails_and_is_never_sent() throws Exception {
    try (RedisBroker broker = broker()) {
      sent(broker).get(20, TimeUnit.SECONDS);
      CompletableFuture<Void> gathered =
          broker.send(Orders.message("orders", "a", Orders.bytes("lost"))).toCompletableFuture();

      ask(streams -> streams.commands().clientKill(KillArgs.Builder.typeNormal().skipme(true)));
      await().atMost(PATIENCE).until(gathered::isDone);
      assertThatThrownBy(gathered::get).hasCauseInstanceOf(RedisException.class);

      sent(broker).get(20, TimeUnit.SECONDS);
    }
    assertThat(RedisOutageTest.<List<String>>ask(streams -> streams.payloads("orders")))
        .containsExactly("", "");
  }

  @Test
  void a_master_that_becomes_a_replica_is_an_outage_until_it_is_promoted_again() throws Exception {
    try (RedisServer other = RedisServer.started();
        RedisBroker broker = broker();
        OutboxRelay relay = relay(broker, "relay")) {
      relay.start();
      orders.appendCounting("orders", KEYS, 0, 20);
      await().atMost(PATIENCE).until(() -> orders.inOutbox() == 0);
      follow(other.address(), redis);
      Streams.<String>ask(other.address(), streams -> streams.commands().replicaofNoOne());
      follow(redis.address(), other);

      orders.appendCounting("orders", KEYS, 20, 40);
      await().atMost(PATIENCE).until(this::heardThatTheBrokerIsAway);
      assertThat(heard()).contains("READONLY");
      assertThat(orders.inOutbox()).isEqualTo(KEYS * 20);

      ask(streams -> streams.commands().replicaofNoOne());
      await().atMost(PATIENCE).until(() -> orders.inOutbox() == 0);
    }

    assertThat(orders.dead()).isZero();
    assertEverythingInOrder(40);
  }

  @Test
  void a_demoted_master_is_left_for_whoever_is_under_its_address_now() throws Exception {
    try (RedisServer other = RedisServer.started();
        RedisBroker broker = broker()) {
      sent(broker).get(20, TimeUnit.SECONDS);
      long before = connections();
      follow(redis.address(), other);

      assertThatThrownBy(() -> sent(broker).get(20, TimeUnit.SECONDS))
          .hasMessageContaining("READONLY");
      await().atMost(PATIENCE).until(() -> connections() == before - 1);
    }
  }

  @Test
  void a_redis_that_stands_still_loses_its_connection_and_gets_everything_later() throws Exception {
    try (RedisBroker broker =
        RedisBroker.builder(redis.address()).answerWithin(Duration.ofMillis(200)).build()) {
      sent(broker).get(20, TimeUnit.SECONDS);
      ask(streams -> streams.commands().clientPause(3_000));

      CompletableFuture<Void> silent = sent(broker);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(sent(broker)).isNotSameAs(silent);
                assertThat(silent).isCompletedExceptionally();
              });
      assertThatThrownBy(silent::get).hasMessageContaining("Redis has answered nothing for PT0.2S");

      await().atMost(PATIENCE).until(() -> arrives(broker));
    }
  }

  private static boolean arrives(RedisBroker broker) throws InterruptedException {
    try {
      sent(broker).get(1, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }

  /**
   * Two relays with a connection each deliver 200 messages of each key; things happen meanwhile.
   */
  private Witness relayWhile(ObjIntConsumer<Witness> event) throws Exception {
    Witness witness = Witness.of(broker());
    try (MessageBroker first = witness;
        MessageBroker second = witness.alsoOf(broker());
        OutboxRelay relay = relay(first, "relay");
        OutboxRelay otherRelay = relay(second, "other")) {
      relay.start();
      otherRelay.start();
      for (int i = 0; i < 40; i++) {
        orders.appendCounting("orders", KEYS, i * 5, i * 5 + 5);
        event.accept(witness, i);
      }
      await().atMost(PATIENCE).until(() -> orders.inOutbox() == 0);
    }
    assertThat(orders.dead()).isZero();
    return witness;
  }

  private static void follow(String replica, RedisServer master) {
    Streams.<String>ask(
        replica, streams -> streams.commands().replicaof("127.0.0.1", master.port()));
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                Streams.<Boolean>ask(
                    replica,
                    streams ->
                        streams.commands().info("replication").contains("master_link_status:up")));
  }

  private static long connections() {
    return RedisOutageTest.<Long>ask(
        streams ->
            streams
                .commands()
                .clientList()
                .lines()
                .filter(line -> !line.contains("flags=M"))
                .count());
  }

  private static CompletableFuture<Void> sent(RedisBroker broker) {
    CompletableFuture<Void> answer =
        broker.send(Orders.message("orders", "a", new byte[0])).toCompletableFuture();
    broker.flush();
    return answer;
  }

  private boolean heardThatTheBrokerIsAway() {
    return heard().contains("the broker is away");
  }

  private String heard() {
    return log.list.stream()
        .map(ILoggingEvent::getFormattedMessage)
        .collect(Collectors.joining("\n"));
  }

  private static RedisBroker broker() {
    return RedisBroker.connect(redis.address());
  }

  private static OutboxRelay relay(MessageBroker broker, String name) {
    return OutboxRelay.builder(db.dataSource(), broker)
        .name(name)
        .batchSize(100)
        .confirmWithin(Duration.ofSeconds(1))
        .backOff(Duration.ofMillis(20), Duration.ofMillis(100))
        .build();
  }

  private static <T> T ask(Function<Streams, T> question) {
    return Streams.ask(redis.address(), question);
  }

  private static void assertEverythingInOrder(int perKey) {
    Map<String, List<String>> firsts = ask(streams -> streams.firstsByKey("orders"));
    assertThat(firsts)
        .hasSize(KEYS)
        .allSatisfy((key, texts) -> assertThat(texts).isEqualTo(Orders.counted(perKey)));
  }

  private static void assertOnlyTheUnconfirmedCameTwice(Witness witness) {
    Map<String, Long> copies =
        RedisOutageTest.<Map<String, Long>>ask(
            streams ->
                streams.entries("orders").stream()
                    .collect(
                        Collectors.groupingBy(
                            entry -> Streams.text(entry, "ce_id"), Collectors.counting())));
    assertThat(copies)
        .allSatisfy(
            (id, count) -> {
              assertThat(witness.confirmations(id)).isPositive();
              assertThat(count)
                  .isBetween(1L, (long) witness.failures(id) + witness.confirmations(id));
            });
  }
}
