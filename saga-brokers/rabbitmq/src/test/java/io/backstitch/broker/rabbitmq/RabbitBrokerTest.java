package io.backstitch.broker.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.GetResponse;
import io.backstitch.outbox.CloudEventAttributes;
import io.backstitch.outbox.DeadLetter;
import io.backstitch.outbox.MessageBrokerProvider;
import io.backstitch.outbox.OutboxMessage;
import io.backstitch.outbox.OutboxRelay;
import io.backstitch.servers.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The outbox on a RabbitMQ that is up. */
@Timeout(120)
class RabbitBrokerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension static final Database db = Database.fresh();

  private Orders orders;

  @BeforeEach
  void empty() throws Exception {
    orders = new Orders(db);
  }

  @Test
  void a_message_is_a_cloud_event_in_binary_mode() throws Exception {
    Rabbit.declare("events");
    OutboxMessage message =
        OutboxMessage.to("events")
            .key("order-€")
            .type("order.placed")
            .header("traceparent", "00-1-2-01")
            .header("content-type", "application/json")
            .payload(Orders.bytes("{\"order\":7}"))
            .build();
    orders.append(message);
    relayAll(broker().source("/shop").build());

    GetResponse got = Rabbit.take("events", 1).get(0);
    AMQP.BasicProperties properties = got.getProps();
    assertThat(Rabbit.text(got)).isEqualTo("{\"order\":7}");
    assertThat(got.getEnvelope().getRoutingKey()).isEqualTo("order.placed");
    assertThat(properties.getMessageId()).isEqualTo(message.id().toString());
    assertThat(properties.getType()).isEqualTo("order.placed");
    assertThat(properties.getContentType()).isEqualTo("application/json");
    assertThat(properties.getDeliveryMode()).isEqualTo(2);
    Map<String, String> headers = Rabbit.headers(got);
    Instant time = Instant.parse(headers.remove("ce_time"));
    assertThat(properties.getTimestamp().toInstant().getEpochSecond())
        .isEqualTo(time.getEpochSecond());
    assertThat(headers)
        .containsExactlyInAnyOrderEntriesOf(CloudEventAttributes.of(message, "/shop"));
  }

  @Test
  void hostile_content_arrives_byte_for_byte() throws Exception {
    String hostile = "it's \"quoted\" \\ {,} \t\r\n \uD83D\uDE80 ' or 1=1; --";
    byte[] large = new byte[64 * 1024];
    new Random(1).nextBytes(large);
    // RabbitMQ leaves line breaks out of the names of exchanges, and declares another.
    String place = hostile.replaceAll("[\r\n]", "");
    Rabbit.declare(place);
    List<OutboxMessage> messages =
        List.of(
            OutboxMessage.to(place)
                .key(hostile)
                .type(hostile)
                .header(hostile, hostile)
                .header("content-type", "x".repeat(300))
                .header("long", "\uD83D\uDE80".repeat(3_000))
                .payload(large)
                .build(),
            OutboxMessage.to(place).key("").type("t").header("empty", "").build());
    orders.append(messages.toArray(OutboxMessage[]::new));
    relayAll(broker().build());

    List<GetResponse> got = new ArrayList<>(Rabbit.take(place, 2));
    got.sort((a, b) -> b.getBody().length - a.getBody().length);
    for (int i = 0; i < 2; i++) {
      Map<String, String> headers = Rabbit.headers(got.get(i));
      headers.remove("ce_time");
      assertThat(headers)
          .containsExactlyInAnyOrderEntriesOf(
              CloudEventAttributes.of(messages.get(i), "/backstitch"));
    }
    assertThat(got.get(0).getBody()).isEqualTo(large);
    assertThat(got.get(0).getEnvelope().getRoutingKey()).isEqualTo(hostile);
    assertThat(got.get(0).getProps().getContentType()).isNull();
    assertThat(got.get(1).getBody()).isEmpty();
  }

  @Test
  void the_largest_message_that_an_outbox_takes_arrives() throws Exception {
    Rabbit.declare("largest");
    byte[] largest = new byte[OutboxMessage.MAX_PAYLOAD_BYTES];
    new Random(2).nextBytes(largest);
    orders.append(
        OutboxMessage.to("largest")
            .key("k".repeat(OutboxMessage.MAX_KEY_BYTES))
            .type("t")
            .header("h", "v".repeat(OutboxMessage.MAX_HEADER_BYTES - 1))
            .payload(largest)
            .build());
    relayAll(broker().build());

    assertThat(Rabbit.take("largest", 1).get(0).getBody()).isEqualTo(largest);
  }

  @Test
  void three_relays_deliver_everything_in_the_order_of_each_key() throws Exception {
    Rabbit.declare("ordered");
    try (RabbitBroker broker = RabbitBroker.connect(Rabbit.shared().address())) {
      List<OutboxRelay> relays = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        relays.add(OutboxRelay.builder(db.dataSource(), broker).batchSize(200).build());
      }
      relays.forEach(OutboxRelay::start);
      for (int i = 0; i < 10; i++) {
        orders.appendCounting("ordered", 50, i * 10, i * 10 + 10);
      }
      await().atMost(PATIENCE).until(() -> orders.inOutbox() == 0);
      relays.forEach(OutboxRelay::close);
    }

    List<GetResponse> got = Rabbit.takeAll(Rabbit.shared(), "ordered");
    assertThat(got).hasSize(5_000);
    assertThat(Rabbit.firstsByKey(got))
        .hasSize(50)
        .allSatisfy((key, texts) -> assertThat(texts).isEqualTo(Orders.counted(100)));
  }

  @Test
  void a_destination_is_a_queue_where_the_address_says_so() throws Exception {
    orders.append(Orders.message("plain-queue", "a", Orders.bytes("1")));
    relayAll(
        (RabbitBroker)
            MessageBrokerProvider.connectTo(
                Rabbit.shared().address() + "/%2f?route=queue&declare=classic&source=/shop"));

    GetResponse got = Rabbit.take("plain-queue", 1).get(0);
    assertThat(got.getEnvelope().getExchange()).isEmpty();
    assertThat(got.getEnvelope().getRoutingKey()).isEqualTo("plain-queue");
    assertThat(Rabbit.headers(got)).containsEntry("ce_source", "/shop");
  }

  @Test
  void what_is_missing_is_declared_if_asked_and_what_is_there_is_left_alone() throws Exception {
    Rabbit.on(channel -> channel.exchangeDeclare("existing", "fanout", false));
    Rabbit.on(channel -> channel.queueDeclare("existing-queue", false, false, false, null));
    Rabbit.on(channel -> channel.queueBind("existing-queue", "existing", ""));
    orders.append(
        Orders.message("existing", "a", Orders.bytes("1")),
        Orders.message("quorum-events", "a", Orders.bytes("2")));
    relayAll(broker().declareQuorumQueues().build());

    assertThat(Rabbit.texts(Rabbit.take("existing-queue", 1))).containsExactly("1");
    assertThat(Rabbit.texts(Rabbit.take("quorum-events", 1))).containsExactly("2");
    assertThat(Rabbit.shared().control("list_queues", "name", "type"))
        .containsPattern("quorum-events\\s+quorum")
        .doesNotContainPattern("existing\\s");
  }

  @Test
  void a_key_that_is_no_routing_key_is_a_dead_letter_and_others_go_on() throws Exception {
    Rabbit.declare("by-key");
    orders.append(
        Orders.message("by-key", "\uD83D\uDE80".repeat(64), Orders.bytes("long")),
        OutboxMessage.to("by-key").key("a").type("t").header("h".repeat(256), "v").build(),
        Orders.message("by-key", "short", Orders.bytes("1")));
    relayAll(broker().routing(Routing.EXCHANGE_BY_KEY).build());

    assertThat(orders.outbox.deadLetters().list(10))
        .extracting(DeadLetter::reason)
        .containsExactlyInAnyOrder(
            "RabbitMQ takes no routing key, which is the message's key, of more than 255 bytes in UTF-8, and this one has 256",
            "RabbitMQ takes no header name of more than 255 bytes in UTF-8, and this one has 256");
    GetResponse got = Rabbit.take("by-key", 1).get(0);
    assertThat(got.getEnvelope().getRoutingKey()).isEqualTo("short");
  }

  @Test
  void refuses_addresses_and_settings_that_cannot_be_right() {
    assertNoAddress("http://localhost", "begins with amqp or amqps");
    assertNoAddress("amqp://localhost?route=fax", "route is 'fax', not type, key or queue");
    assertNoAddress("amqp://localhost?declare=all", "declare is 'all', not quorum or classic");
    assertNoAddress("amqp://localhost?rout=key", "it has the option 'rout'");
    assertNoAddress("amqp://me:s3cret@local host", "not a URI");
    assertRefused("window = '0'", broker().window(0));
    assertRefused("source = ''", broker().source(""));
  }

  private static void assertNoAddress(String address, String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RabbitBroker.connect(address))
        .withMessageContaining(text)
        .withMessageContaining("Nothing was connected.")
        .withMessageNotContaining("s3cret");
  }

  private static void assertRefused(String text, RabbitBroker.Builder builder) {
    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessageContaining(text)
        .withMessageContaining("It was not built.");
  }

  private void relayAll(RabbitBroker broker) {
    try (broker;
        OutboxRelay relay = OutboxRelay.builder(db.dataSource(), broker).build()) {
      relay.start();
      await().atMost(PATIENCE).until(() -> orders.inOutbox() == 0);
    }
  }

  private static RabbitBroker.Builder broker() {
    return RabbitBroker.builder(Rabbit.shared().address());
  }
}
