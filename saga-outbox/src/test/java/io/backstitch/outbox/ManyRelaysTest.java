package io.backstitch.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.servers.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Relays that share one outbox. */
class ManyRelaysTest {

  private static final int KEYS = 200;
  private static final int PER_KEY = 100;

  @RegisterExtension static final Database db = Database.fresh();

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void three_relays_deliver_everything_once_and_in_the_order_of_each_key(boolean keepsOrder)
      throws Exception {
    Letters letters = new Letters(db);
    RecordingBroker broker = new RecordingBroker();
    broker.keepsOrder = keepsOrder;
    broker.answer = text -> CompletableFuture.supplyAsync(() -> null);
    List<OutboxRelay> relays = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      relays.add(letters.relay(broker).name("relay-" + i).batchSize(100).build());
    }
    relays.forEach(OutboxRelay::start);

    List<CompletableFuture<Void>> writers =
        IntStream.range(0, 4).mapToObj(i -> InBackground.run(() -> write(letters, i))).toList();
    writers.forEach(CompletableFuture::join);
    await().atMost(Duration.ofSeconds(30)).until(() -> letters.inOutbox() == 0);
    relays.forEach(OutboxRelay::close);

    List<String> texts = keepsOrder ? broker.handedOver() : broker.delivered;
    assertThat(texts).hasSize(KEYS * PER_KEY).doesNotHaveDuplicates();
    texts.stream()
        .collect(Collectors.groupingBy(text -> text.split(" ")[0]))
        .forEach((key, ofKey) -> assertThat(ofKey).isEqualTo(expected(key)));
  }

  @Test
  void a_relay_passes_over_lanes_that_another_one_holds() throws Exception {
    Letters letters = new Letters(db);
    CompletableFuture<Void> answer = new CompletableFuture<>();
    RecordingBroker slow = new RecordingBroker();
    slow.answer = text -> answer;
    RecordingBroker quick = new RecordingBroker();
    letters.append("a 1", "a 2");
    try (OutboxRelay first = letters.relay(slow).build();
        OutboxRelay second = letters.relay(quick).build()) {
      first.start();
      await().until(() -> slow.handed.size() == 1);
      letters.append("a 3", "b 1");

      second.turn();

      assertThat(quick.delivered).containsExactly("b 1");
      answer.complete(null);
      await().until(() -> letters.inOutbox() == 0);
    }
    assertThat(slow.delivered).containsExactly("a 1", "a 2", "a 3");
  }

  private static List<String> expected(String key) {
    return IntStream.range(0, PER_KEY).mapToObj(i -> key + " " + i).toList();
  }

  /** Each key has one writer, and so its order is known; several messages go into each commit. */
  private static Void write(Letters letters, int writer) throws SQLException {
    try (Connection connection = letters.transaction()) {
      for (int i = 0; i < PER_KEY; i++) {
        for (int key = writer; key < KEYS; key += 4) {
          letters.outbox.append(connection, Letters.letter("k" + key + " " + i));
        }
        connection.commit();
      }
    }
    return null;
  }
}
