package io.backstitch.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.backstitch.servers.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One relay that serves several brokers by destination, and several threads of one relay. */
class RoutesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @RegisterExtension static final Database db = Database.fresh();

  private final RecordingBroker main = new RecordingBroker();
  private final RecordingBroker billing = new RecordingBroker();
  private Letters letters;

  @BeforeEach
  void empty() throws SQLException {
    letters = new Letters(db);
  }

  @Test
  void each_destination_goes_to_its_broker_in_the_order_of_each_key() throws Exception {
    try (OutboxRelay relay =
        letters.relay(main).route("money", billing, "bills", "refunds").build()) {
      relay.start();
      for (int i = 0; i < 50; i++) {
        letters.append(
            List.of(
                Letters.letter("a " + i),
                Letters.letterTo("bills", "a " + i),
                Letters.letterTo("refunds", "b " + i),
                Letters.letterTo("others", "b " + i)));
      }
      awaitEmpty();
    }

    assertThat(destinationsOf(main)).containsOnly("letters", "others");
    assertThat(destinationsOf(billing)).containsOnly("bills", "refunds");
    assertInOrder(main, 50);
    assertInOrder(billing, 50);
  }

  @Test
  void a_broker_that_never_answers_keeps_nothing_from_another() throws Exception {
    billing.answer = text -> new CompletableFuture<>();
    try (OutboxRelay relay =
        letters
            .relay(main)
            .route("money", billing, "bills")
            .confirmWithin(Duration.ofMillis(500))
            .build()) {
      relay.start();
      letters.append(List.of(Letters.letterTo("bills", "a 0")));
      await().atMost(PATIENCE).until(() -> billing.handed.size() == 1);
      // Of the same key and so of the same lanes.
      for (int i = 0; i < 20; i++) {
        letters.append("a " + i);
        String last = "a " + i;
        await().atMost(PATIENCE).until(() -> main.delivered.contains(last));
      }
      assertThat(billing.delivered).isEmpty();

      billing.isUp();
      awaitEmpty();
    }

    assertThat(billing.delivered).containsExactly("a 0");
    assertInOrder(main, 20);
  }

  @Test
  void a_broker_that_is_away_says_so_to_nobody_else() throws Exception {
    main.isDown();
    try (OutboxRelay relay = letters.relay(main).route("money", billing, "bills").build()) {
      relay.start();
      letters.append(List.of(Letters.letter("a 0"), Letters.letterTo("bills", "a 0")));
      await().atMost(PATIENCE).until(() -> billing.delivered.size() == 1);
      await().atMost(PATIENCE).until(() -> main.handed.size() > 2);
      main.isUp();
      awaitEmpty();
    }

    assertThat(main.delivered).containsExactly("a 0");
    assertThat(letters.dead()).isZero();
  }

  @Test
  void dead_letters_of_a_route_hold_its_keys_and_go_out_by_it_again() throws Exception {
    billing.refuses("0", "not today");
    try (OutboxRelay relay = letters.relay(main).route("money", billing, "bills").build()) {
      relay.start();
      for (int i = 0; i < 3; i++) {
        letters.append(List.of(Letters.letter("a " + i), Letters.letterTo("bills", "a " + i)));
      }
      awaitEmpty();
      assertThat(billing.delivered).isEmpty();
      assertThat(letters.parked()).isEqualTo(2);

      billing.isUp();
      letters
          .outbox
          .deadLetters()
          .resend(letters.outbox.deadLetters().list(10).stream().map(DeadLetter::id).toList());
      await().atMost(PATIENCE).until(() -> billing.delivered.size() == 3);
    }

    assertInOrder(billing, 3);
    assertInOrder(main, 3);
  }

  @Test
  void a_route_may_be_added_while_relays_without_it_still_run() throws Exception {
    try (OutboxRelay later =
        letters.relay(main).name("new").route("added", billing, "bills").build()) {
      try (OutboxRelay before = letters.relay(main).name("old").build()) {
        before.start();
        letters.append(bills(0, 100));
        await().atMost(PATIENCE).until(() -> main.delivered.size() >= 100);
        later.start();
        letters.append(bills(100, 200));
        awaitEmpty();
      }
      letters.append(bills(200, 300));
      awaitEmpty();
    }

    assertThat(billing.delivered).containsAll(texts(bills(200, 300)));
    assertThat(main.delivered).containsAll(texts(bills(0, 100)));
    assertThat(main.delivered).doesNotContainAnyElementsOf(texts(bills(200, 300)));
    List<String> all = new ArrayList<>(main.delivered);
    all.addAll(billing.delivered);
    assertThat(all).containsAll(texts(bills(0, 300)));
  }

  @Test
  void four_threads_keep_the_order_of_each_key_and_give_their_connections_back() throws Exception {
    main.answer = text -> CompletableFuture.supplyAsync(() -> null);
    long before = connections();
    try (OutboxRelay relay =
        letters.relay(main).route("money", billing, "bills").threads(4).batchSize(50).build()) {
      relay.start();
      for (int i = 0; i < 20; i++) {
        letters.append(Letters.many("k", 100, "" + i));
        letters.append(
            IntStream.range(i * 20, i * 20 + 20)
                .mapToObj(n -> Letters.letterTo("bills", "b " + n))
                .toList());
      }
      awaitEmpty();
      assertThat(connections()).isGreaterThanOrEqualTo(before + 8);
    }

    await().atMost(PATIENCE).until(() -> connections() == before);
    assertInOrder(main, 20);
    assertInOrder(billing, 400);
  }

  @Test
  void refuses_routes_that_contradict_each_other() {
    assertRefused("two routes 'a'", b -> b.route("a", billing, "x").route("a", billing, "y"));
    assertRefused("a route 'a' with no destination", b -> b.route("a", billing));
    assertRefused("or with one twice", b -> b.route("a", billing, "x", "x"));
    assertRefused(
        "the routes 'a' and 'b', which both have the destination 'x'",
        b -> b.route("a", billing, "x").route("b", billing, "y", "x"));
    for (String name : List.of("", " ", "n".repeat(41), "\0", "\ud83d")) {
      assertRefused("name must have 1 to 40 characters", b -> b.route(name, billing, "x"));
    }
  }

  @Test
  void names_of_routes_and_destinations_may_be_hostile() throws Exception {
    String hostile = "'\";\\ {a,b} NULL € %s {0} ?";
    try (OutboxRelay relay = letters.relay(main).route(hostile, billing, hostile, "{}").build()) {
      relay.start();
      letters.append(List.of(Letters.letterTo(hostile, "a 0"), Letters.letterTo("{}", "b 0")));
      await().atMost(PATIENCE).until(() -> billing.delivered.size() == 2);
    }

    assertThat(main.handed).isEmpty();
  }

  private void assertRefused(String text, UnaryOperator<OutboxRelay.Builder> change) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> change.apply(letters.relay(main)).build())
        .withMessageContaining(text)
        .withMessageContaining("It was not built.");
  }

  private static List<OutboxMessage> bills(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> Letters.letterTo("bills", "k" + i % 9 + " " + i))
        .toList();
  }

  private static List<String> texts(List<OutboxMessage> messages) {
    return messages.stream().map(RecordingBroker::text).toList();
  }

  private static List<String> destinationsOf(RecordingBroker broker) {
    return broker.handed.stream().map(OutboxMessage::destination).toList();
  }

  /** Each key has got 0, 1, 2 and so on, once. */
  private static void assertInOrder(RecordingBroker broker, int perKey) {
    broker.delivered.stream()
        .collect(
            Collectors.groupingBy(
                text -> text.split(" ")[0],
                Collectors.mapping(text -> text.split(" ")[1], Collectors.toList())))
        .forEach(
            (key, numbers) ->
                assertThat(numbers)
                    .isEqualTo(IntStream.range(0, perKey).mapToObj(String::valueOf).toList()));
  }

  private void awaitEmpty() {
    await().atMost(PATIENCE).until(() -> letters.inOutbox() == 0);
  }

  private static long connections() throws SQLException {
    return db.number(
        "select count(*) from pg_stat_activity where datname = current_database()"
            + " and pid <> pg_backend_pid()");
  }
}
