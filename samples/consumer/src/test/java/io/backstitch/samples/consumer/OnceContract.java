package io.backstitch.samples.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.outbox.CloudEventAttributes;
import io.backstitch.outbox.OutboxMessage;
import io.backstitch.servers.Database;
import io.backstitch.servers.JavaProcess;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What holds whichever broker the orders come by. */
abstract class OnceContract {

  @RegisterExtension static final Database db = Database.fresh();

  private static final int ORDERS = 40;

  /** The topic, queue or stream, a new one for each test. */
  private String place;

  private Shipping shipping;

  abstract void createPlace(String place) throws Exception;

  /** Returns when the broker has the message. */
  abstract void publish(String place, Map<String, String> attributes, String payload)
      throws Exception;

  abstract OrderConsumer consumer(String place, OrderHandler handler) throws Exception;

  /** The arguments of {@link ShippingProcess} that name the broker. */
  abstract List<String> broker();

  /** How many messages the broker would deliver again. */
  abstract long unacknowledged(String place) throws Exception;

  @BeforeEach
  void empty(TestInfo test) throws Exception {
    place = test.getTestMethod().orElseThrow().getName();
    shipping = new Shipping(db.dataSource());
    db.execute(Shipping.TABLE + "; truncate shipment, saga_inbox");
    createPlace(place);
  }

  @Test
  void a_message_that_was_sent_twice_ships_once() throws Exception {
    List<OutboxMessage> orders = orders(ORDERS);
    for (OutboxMessage order : orders) {
      publish(order);
      publish(order);
    }
    List<String> handled = Collections.synchronizedList(new ArrayList<>());

    OrderConsumer consumer =
        consumer(
            place,
            (messageId, orderId) -> {
              shipping.handle(messageId, orderId);
              handled.add(messageId);
            });
    CompletableFuture<Void> running = inBackground(consumer);
    patiently().until(() -> handled.size() == 2 * ORDERS && unacknowledged(place) == 0);
    consumer.close();
    running.get(30, TimeUnit.SECONDS);

    assertEachShippedOnce(orders);
  }

  @Test
  void a_message_that_comes_again_because_nobody_acknowledged_it_ships_once() throws Exception {
    List<OutboxMessage> orders = orders(3);
    for (OutboxMessage order : orders) {
      publish(order);
    }
    OrderConsumer first =
        consumer(
            place,
            (messageId, orderId) -> {
              shipping.handle(messageId, orderId);
              throw new IllegalStateException("crashed after the commit");
            });
    assertThat(inBackground(first))
        .failsWithin(Duration.ofSeconds(60))
        .withThrowableOfType(ExecutionException.class)
        .havingRootCause()
        .withMessage("crashed after the commit");
    assertThat(db.number("select count(*) from shipment")).isEqualTo(1);

    List<String> again = Collections.synchronizedList(new ArrayList<>());
    OrderConsumer second =
        consumer(
            place,
            (messageId, orderId) -> {
              again.add(messageId);
              shipping.handle(messageId, orderId);
            });
    CompletableFuture<Void> running = inBackground(second);
    patiently().until(() -> again.size() >= 3 && unacknowledged(place) == 0);
    second.close();
    running.get(30, TimeUnit.SECONDS);

    assertThat(again)
        .containsExactlyInAnyOrderElementsOf(
            orders.stream().map(order -> order.id().toString()).toList());
    assertEachShippedOnce(orders);
  }

  @Test
  void two_processes_ship_each_order_once_when_one_of_them_is_killed() throws Exception {
    List<OutboxMessage> orders = orders(ORDERS);
    for (OutboxMessage order : orders) {
      publish(order);
    }
    try (Connection other = db.dataSource().getConnection()) {
      // Whoever comes to this message waits in the middle of it until it is killed.
      other.setAutoCommit(false);
      accept(other, orders.get(ORDERS / 2));
      try (JavaProcess killed = start("first")) {
        patiently().until(() -> blocked() == 1);
        try (JavaProcess second = start("second")) {
          killed.kill();
          other.rollback();
          patiently()
              .until(
                  () ->
                      db.number("select count(*) from shipment") >= ORDERS
                          && unacknowledged(place) == 0);
          assertThat(second.isAlive()).isTrue();
        }
      }
    }

    assertEachShippedOnce(orders);
  }

  private void publish(OutboxMessage order) throws Exception {
    publish(
        place,
        CloudEventAttributes.of(order, CloudEventAttributes.DEFAULT_SOURCE),
        new String(order.payload(), StandardCharsets.UTF_8));
  }

  private JavaProcess start(String name) {
    return JavaProcess.start(
        List.of("-Xmx96m"),
        ShippingProcess.class,
        db.url(),
        broker().get(0),
        broker().get(1),
        place,
        name);
  }

  private static List<OutboxMessage> orders(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                OutboxMessage.to("orders")
                    .key("order-" + i)
                    .type("order.placed")
                    .payload(("order-" + i).getBytes(StandardCharsets.UTF_8))
                    .build())
        .toList();
  }

  private static void accept(Connection connection, OutboxMessage message) throws SQLException {
    try (PreparedStatement sql =
        connection.prepareStatement("insert into saga_inbox values (?, ?)")) {
      sql.setString(1, Shipping.CONSUMER);
      sql.setString(2, message.id().toString());
      sql.executeUpdate();
    }
  }

  private static long blocked() throws SQLException {
    return db.number(
        "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
            + " and datname = current_database()");
  }

  private static void assertEachShippedOnce(List<OutboxMessage> orders) throws SQLException {
    assertThat(db.rows("select order_id from shipment"))
        .extracting(row -> row.get("order_id"))
        .containsExactlyInAnyOrderElementsOf(
            orders.stream().map(order -> (Object) order.key()).toList());
  }

  private static CompletableFuture<Void> inBackground(OrderConsumer consumer) {
    CompletableFuture<Void> running = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try (consumer) {
                consumer.run();
                running.complete(null);
              } catch (Exception e) {
                running.completeExceptionally(e);
              }
            },
            "consumer");
    thread.setDaemon(true);
    thread.start();
    return running;
  }

  private static ConditionFactory patiently() {
    return await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(200));
  }
}
