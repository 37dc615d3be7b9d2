package io.backstitch.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.servers.Database;
import io.backstitch.servers.JavaProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What only a process can suffer. */
class KilledRelayTest {

  private static final int LETTERS = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @RegisterExtension static final Database db = Database.fresh();

  private Letters letters;

  @BeforeEach
  void write() throws Exception {
    letters = new Letters(db);
    db.execute("drop table if exists delivered");
    KillableRelay.createTable(db);
    letters.append(
        IntStream.range(0, LETTERS)
            .mapToObj(i -> Letters.letter("k" + i % 7 + " " + i / 7))
            .toList());
  }

  @Test
  void killed_between_confirmation_and_commit_it_causes_duplicates_and_nothing_else()
      throws Exception {
    try (JavaProcess relay = stuckRelay(PATIENCE)) {
      relay.kill();
      relayTheRest();
    }

    assertThat(db.number("select count(*) from delivered")).isEqualTo(LETTERS + LETTERS / 2);
    assertNothingLostOrOutOfOrder();
  }

  @Test
  void frozen_it_does_not_keep_its_lanes_for_ever_and_thawed_it_does_no_harm() throws Exception {
    try (JavaProcess relay = stuckRelay(Duration.ofSeconds(1))) {
      relay.freeze();
      relayTheRest();
      relay.thaw();
      relay.terminate();
      relay.awaitExit(PATIENCE);
    }

    assertNothingLostOrOutOfOrder();
  }

  private JavaProcess stuckRelay(Duration confirmWithin) {
    JavaProcess relay =
        JavaProcess.start(
            KillableRelay.class, db.url(), "" + LETTERS / 2, confirmWithin.toString());
    relay.awaitOutput("stuck", PATIENCE);
    return relay;
  }

  private void relayTheRest() {
    MessageBroker broker = new KillableRelay.TableBroker(db.dataSource(), Integer.MAX_VALUE);
    try (OutboxRelay relay = letters.relay(broker).build()) {
      relay.start();
      await().atMost(PATIENCE).until(() -> letters.inOutbox() == 0);
    }
  }

  private static void assertNothingLostOrOutOfOrder() throws Exception {
    List<Map<String, Object>> firsts =
        db.rows("select key, text from delivered group by key, text order by min(place)");
    assertThat(firsts).hasSize(LETTERS);
    firsts.stream()
        .collect(
            Collectors.groupingBy(
                row -> row.get("key"),
                Collectors.mapping(
                    row -> Integer.valueOf((String) row.get("text")), Collectors.toList())))
        .forEach((key, texts) -> assertThat(texts).isSorted().startsWith(0));
  }
}
