package io.backstitch.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.backstitch.outbox.DeadLetter;
import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.MessageBrokerProvider;
import io.backstitch.outbox.MessageRejectedException;
import io.backstitch.outbox.OutboxMessage;
import io.backstitch.outbox.OutboxRelay;
import io.backstitch.servers.Database;
import io.backstitch.servers.RedisServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The outbox on a Redis that is up. */
@Timeout(60)
class RedisBrokerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String HOSTILE = "it's \"quoted\" \\ * $ ~ 1-0 \r\n {tag} 🧵 é ";

  @RegisterExtension static final Database db = Database.fresh();
  private static RedisServer redis;
  private static Streams streams;

  private Orders orders;

  @BeforeAll
  static void startRedis() {
    redis = RedisServer.started();
    streams = new Streams(redis.address());
  }

  @AfterAll
  static void stopRedis() {
    streams.close();
    redis.close();
  }

  @BeforeEach
  void empty() throws Exception {
    orders = new Orders(db);
    streams.commands().flushall();
  }

  @AfterEach
  void unlimited() {
    streams.commands().configSet("maxmemory", "0");
  }

  @Test
  void a_message_is_a_cloud_event_in_the_fields_of_an_entry() throws Exception {
    OutboxMessage message =
        OutboxMessage.to("events")
            .key("order-€")
            .type("order.placed")
            .header("traceparent", "00-1-2-01")
            .header("ce_subject", "pens")
            .payload(Orders.bytes("{\"order\":7}"))
            .build();
    orders.append(message);
    relayAll(redisBroker().source("/shop").build());

    Map<String, byte[]> entry = onlyEntry("events");
    assertThat(entry.keySet())
        .containsExactly(
            "ce_specversion",
            "ce_id",
            "ce_source",
            "ce_type",
            "ce_time",
            "ce_partitionkey",
            "traceparent",
            "ce_subject",
            "data");
    assertThat(Streams.text(entry, "ce_specversion")).isEqualTo("1.0");
    assertThat(Streams.text(entry, "ce_id")).isEqualTo(message.id().toString());
    assertThat(Streams.text(entry, "ce_source")).isEqualTo("/shop");
    assertThat(Streams.text(entry, "ce_type")).isEqualTo("order.placed");
    assertThat(Instant.parse(Streams.text(entry, "ce_time")))
        .isBefore(Instant.now().plusSeconds(60));
    assertThat(Streams.text(entry, "ce_partitionkey")).isEqualTo("order-€");
    assertThat(Streams.text(entry, "traceparent")).isEqualTo("00-1-2-01");
    assertThat(Streams.text(entry, "ce_subject")).isEqualTo("pens");
    assertThat(Streams.text(entry, "data")).isEqualTo("{\"order\":7}");
  }

  @Test
  void hostile_names_and_values_arrive_byte_for_byte() throws Exception {
    byte[] random = new byte[64 * 1024];
    new Random(1).nextBytes(random);
    orders.append(
        OutboxMessage.to(HOSTILE)
            .key(HOSTILE)
            .type(HOSTILE)
            .header(HOSTILE, HOSTILE)
            .header("empty", "")
            .payload(random)
            .build(),
        OutboxMessage.to("plain").key("").type("t").build());
    relayAll(redisBroker().build());

    Map<String, byte[]> entry = onlyEntry(HOSTILE);
    assertThat(entry.get("data")).isEqualTo(random);
    assertThat(Streams.text(entry, "ce_type")).isEqualTo(HOSTILE);
    assertThat(Streams.text(entry, "ce_partitionkey")).isEqualTo(HOSTILE);
    assertThat(Streams.text(entry, HOSTILE)).isEqualTo(HOSTILE);
    assertThat(entry.get("empty")).isEmpty();
    assertThat(onlyEntry("plain").get("data")).isEmpty();
    assertThat(onlyEntry("plain").get("ce_partitionkey")).isEmpty();
  }

  @Test
  void the_largest_payload_arrives() throws Exception {
    byte[] random = new byte[OutboxMessage.MAX_PAYLOAD_BYTES];
    new Random(2).nextBytes(random);
    orders.append(Orders.message("large", "a", random));
    relayAll(redisBroker().build());

    assertThat(onlyEntry("large").get("data")).isEqualTo(random);
  }

  @Test
  void three_relays_with_one_broker_deliver_everything_in_the_order_of_each_key() throws Exception {
    try (MessageBroker broker = MessageBrokerProvider.connectTo(redis.address())) {
      List<OutboxRelay> relays = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        relays.add(OutboxRelay.builder(db.dataSource(), broker).batchSize(200).build());
      }
      relays.forEach(OutboxRelay::start);
      for (int i = 0; i < 10; i++) {
        orders.appendCounting("ordered", 100, i * 10, i * 10 + 10);
      }
      await().atMost(PATIENCE).until(() -> orders.inOutbox() == 0);
      relays.forEach(OutboxRelay::close);
    }

    assertThat(streams.entries("ordered")).hasSize(10_000);
    assertThat(streams.firstsByKey("ordered"))
        .hasSize(100)
        .allSatisfy((key, texts) -> assertThat(texts).isEqualTo(Orders.counted(100)));
  }

  @Test
  void a_destination_that_is_no_stream_makes_dead_letters_and_others_go_on() throws Exception {
    streams.commands().set("taken", Orders.bytes("something else"));
    orders.append(
        Orders.message("taken", "a", Orders.bytes("0")),
        Orders.message("proper", "a", Orders.bytes("1")),
        Orders.message("taken", "a", Orders.bytes("2")));
    relayAll(redisBroker().build());

    assertThat(streams.payloads("proper")).containsExactly("1");
    List<DeadLetter> dead = orders.outbox.deadLetters().list(10);
    assertThat(dead)
        .isNotEmpty()
        .extracting(DeadLetter::reason)
        .containsOnly(
            "Redis has something under 'taken' that is not a stream; use another destination, or"
                + " delete it, then resend");

    streams.commands().del("taken");
    orders.outbox.deadLetters().resend(dead.stream().map(DeadLetter::id).toList());
    relayAll(redisBroker().build());
    assertThat(streams.payloads("taken")).containsExactlyInAnyOrder("0", "2");
  }

  @Test
  void a_header_that_the_payload_would_hide_makes_a_dead_letter() throws Exception {
    orders.append(
        OutboxMessage.to("orders").key("a").type("t").header("data", "mine").build(),
        Orders.message("orders", "b", Orders.bytes("1")));
    relayAll(redisBroker().build());

    assertThat(streams.payloads("orders")).containsExactly("1");
    assertThat(orders.outbox.deadLetters().list(10))
        .singleElement()
        .extracting(DeadLetter::reason)
        .asString()
        .startsWith("it has a header 'data', which is the field that holds the payload");
  }

  @Test
  void a_full_memory_is_an_outage_and_all_arrives_when_there_is_room() throws Exception {
    streams.commands().configSet("maxmemory", "1");
    orders.appendCounting("orders", 20, 0, 20);
    try (RedisBroker broker = redisBroker().build();
        OutboxRelay relay = relay(broker)) {
      try (RedisBroker probe = redisBroker().build()) {
        CompletableFuture<Void> answer = sent(probe, Orders.message("orders", "z", new byte[0]));
        assertThatThrownBy(() -> answer.get(20, TimeUnit.SECONDS))
            .hasMessageContaining("OOM command not allowed")
            .cause()
            .isNotInstanceOf(MessageRejectedException.class);
      }
      relay.start();
      long refused = refusals();
      await().atMost(PATIENCE).until(() -> refusals() > refused + 1);
      assertThat(orders.inOutbox()).isEqualTo(400);

      streams.commands().configSet("maxmemory", "0");
      await().atMost(PATIENCE).until(() -> orders.inOutbox() == 0);
    }

    assertThat(orders.dead()).isZero();
    assertThat(streams.firstsByKey("orders"))
        .hasSize(20)
        .allSatisfy((key, texts) -> assertThat(texts).isEqualTo(Orders.counted(20)));
  }

  @Test
  void a_message_that_is_still_on_its_way_is_not_sent_twice() {
    OutboxMessage first = Orders.message("held", "a", Orders.bytes("1"));
    try (RedisBroker broker = redisBroker().build()) {
      CompletionStage<Void> once = broker.send(first);
      CompletionStage<Void> next = broker.send(Orders.message("held", "a", Orders.bytes("2")));

      assertThat(broker.send(first)).isSameAs(once);
      assertThat(once.toCompletableFuture()).isNotDone();
      assertThat(next.toCompletableFuture()).isNotDone();
    }

    assertThat(streams.payloads("held")).containsExactly("1", "2");
  }

  @Test
  void a_full_batch_is_sent_without_being_asked_for() {
    try (RedisBroker broker = redisBroker().build()) {
      List<CompletableFuture<Void>> answers = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        answers.add(
            broker
                .send(Orders.message("batch", "k" + i, Orders.bytes("" + i)))
                .toCompletableFuture());
      }

      await().atMost(PATIENCE).until(answers.get(255)::isDone);
      assertThat(answers.get(299)).isNotDone();
      broker.flush();
      await().atMost(PATIENCE).until(answers.get(299)::isDone);
    }

    assertThat(streams.payloads("batch")).isEqualTo(Orders.counted(300));
  }

  @Test
  void streams_keep_everything_unless_a_length_is_asked_for() throws Exception {
    orders.appendCounting("whole", 100, 0, 10);
    orders.appendCounting("trimmed", 100, 0, 10);
    try (RedisBroker whole = redisBroker().build();
        RedisBroker trimmed = redisBroker().maxLength(1).build()) {
      for (int i = 0; i < 1_000; i++) {
        whole.send(Orders.message("whole", "a", Orders.bytes("" + i)));
        trimmed.send(Orders.message("trimmed", "a", Orders.bytes("" + i)));
      }
    }

    assertThat(streams.commands().xlen("whole")).isEqualTo(1_000);
    assertThat(streams.commands().xlen("trimmed")).isBetween(1L, 200L);
  }

  @Test
  void a_database_of_its_own_is_chosen_by_the_address() throws Exception {
    orders.append(Orders.message("orders", "a", Orders.bytes("1")));
    relayAll(RedisBroker.connect(redis.address() + "/3"));

    assertThat(streams.entries("orders")).isEmpty();
    assertThat(Streams.<List<String>>ask(redis.address() + "/3", s -> s.payloads("orders")))
        .containsExactly("1");
  }

  private void relayAll(RedisBroker broker) {
    try (broker;
        OutboxRelay relay = relay(broker)) {
      relay.start();
      await().atMost(PATIENCE).until(() -> orders.inOutbox() == 0);
    }
  }

  private static OutboxRelay relay(RedisBroker broker) {
    return OutboxRelay.builder(db.dataSource(), broker)
        .backOff(Duration.ofMillis(20), Duration.ofMillis(100))
        .build();
  }

  private static CompletableFuture<Void> sent(RedisBroker broker, OutboxMessage message) {
    CompletionStage<Void> answer = broker.send(message);
    broker.flush();
    return answer.toCompletableFuture();
  }

  /** How many commands Redis has refused for want of memory. */
  private static long refusals() {
    return streams
        .commands()
        .info("errorstats")
        .lines()
        .filter(line -> line.startsWith("errorstat_OOM:count="))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf('=') + 1).strip()))
        .findFirst()
        .orElse(0);
  }

  private static RedisBroker.Builder redisBroker() {
    return RedisBroker.builder(redis.address());
  }

  private static Map<String, byte[]> onlyEntry(String stream) {
    List<Map<String, byte[]>> entries = streams.entries(stream);
    assertThat(entries).hasSize(1);
    return entries.get(0);
  }
}
