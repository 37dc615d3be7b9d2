package io.backstitch.benchmarks.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.OutboxMessage;
import io.backstitch.servers.PostgresServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelayRunTest {

  private static final String DATABASE = "relay_run_test";
  private static final int EVENTS = 5_000;

  private static OutboxTables tables;

  private final List<Event> sentByHand = new ArrayList<>();
  private final List<OutboxMessage> relayed = Collections.synchronizedList(new ArrayList<>());

  @BeforeAll
  static void create() throws Exception {
    tables = OutboxTables.create(PostgresServer.shared(), DATABASE);
  }

  @AfterAll
  static void drop() {
    PostgresServer.shared().dropDatabase(DATABASE);
  }

  @BeforeEach
  void empty() throws Exception {
    tables.clear();
  }

  @Test
  void the_loop_and_several_relays_send_the_same() throws Exception {
    tables.add(OutboxTables.FLOOR, EVENTS);
    new HandWrittenLoop(tables, new KeepingClient()).run();
    tables.add(OutboxTables.OUTBOX, EVENTS);
    long messages = new RelayRun(4, 2, 100).run(tables, new KeepingBroker(), EVENTS).messages();

    tables.requireEmpty();
    assertThat(messages).isEqualTo(EVENTS);
    assertThat(relayed.stream().map(m -> text(m.key(), m.payload())))
        .containsExactlyInAnyOrderElementsOf(
            sentByHand.stream().map(event -> text(event.key(), event.payload())).toList());
    assertThat(sentByHand).map(Event::key).startsWith("order-0", "order-1", "order-2");
  }

  @Test
  void an_event_that_is_left_is_noticed() throws Exception {
    tables.add(OutboxTables.OUTBOX, 1);

    assertThatIllegalStateException()
        .isThrownBy(() -> tables.requireEmpty())
        .withMessage("saga_outbox should hold 0 events but holds 1");
  }

  @Test
  void a_broker_that_is_late_answers_no_earlier() throws Exception {
    Duration late = Duration.ofMillis(20);
    long start = System.nanoTime();
    try (MessageBroker broker = new LateBroker(late)) {
      broker.send(SampleEvents.message(1)).toCompletableFuture().get();
    }

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(late);
  }

  private static String text(String key, byte[] payload) {
    return key + " " + Arrays.hashCode(payload);
  }

  private final class KeepingClient implements BareClient {
    @Override
    public void send(Event event, Runnable confirmed) {
      sentByHand.add(event);
      confirmed.run();
    }

    @Override
    public void close() {}
  }

  private final class KeepingBroker implements MessageBroker {
    @Override
    public CompletionStage<Void> send(OutboxMessage message) {
      relayed.add(message);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public boolean keepsOrder() {
      return true;
    }

    @Override
    public void close() {}
  }
}
