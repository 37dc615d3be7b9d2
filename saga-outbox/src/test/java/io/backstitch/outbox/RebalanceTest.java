package io.backstitch.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.servers.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Relays that come and go share the lanes by themselves, and soon. */
@Timeout(60)
class RebalanceTest {

  /** Two seconds is what is meant; the rest is for machines that are busy with other things. */
  private static final Duration SOON = Duration.ofSeconds(6);

  private static final int SHARE = 200;

  @RegisterExtension static final Database db = Database.fresh();

  private final AtomicInteger written = new AtomicInteger();

  @Test
  void newcomers_get_their_share_and_when_they_leave_the_last_one_has_all() throws Exception {
    Letters letters = new Letters(db);
    AtomicBoolean ending = new AtomicBoolean();
    List<FarBroker> brokers = new ArrayList<>();
    List<OutboxRelay> relays = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      brokers.add(new FarBroker());
      relays.add(letters.relay(brokers.get(i)).name("relay-" + i).batchSize(100).build());
    }
    CompletableFuture<Void> writer = InBackground.run(() -> keepFull(letters, ending));
    try {
      relays.get(0).start();
      awaitShares(brokers.subList(0, 1));
      relays.subList(1, 4).forEach(OutboxRelay::start);
      awaitShares(brokers);

      relays.subList(1, 4).forEach(OutboxRelay::close);
      ending.set(true);
      writer.join();
      write(letters);
      await().atMost(SOON.multipliedBy(2)).until(() -> letters.inOutbox() == 0);

      relays.subList(0, 1).forEach(OutboxRelay::close);
      int all = brokers.stream().mapToInt(broker -> broker.taken.get()).sum();
      assertThat(all).isEqualTo(written.get());
    } finally {
      ending.set(true);
      relays.forEach(OutboxRelay::close);
    }
  }

  /** Keeps a small backlog in all lanes. */
  private Void keepFull(Letters letters, AtomicBoolean ending) throws Exception {
    while (!ending.get()) {
      write(letters);
      await()
          .pollInterval(Duration.ofMillis(2))
          .until(() -> ending.get() || letters.inOutbox() < 4 * Lane.COUNT);
    }
    return null;
  }

  private void write(Letters letters) throws Exception {
    letters.append(Letters.many("k", 2 * Lane.COUNT, "x"));
    written.addAndGet(2 * Lane.COUNT);
  }

  /** Each takes some more, all of them within the same short time. */
  private static void awaitShares(List<FarBroker> brokers) {
    List<Integer> before = brokers.stream().map(broker -> broker.taken.get()).toList();
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(10))
        .untilAsserted(
            () -> {
              for (int i = 0; i < brokers.size(); i++) {
                assertThat(brokers.get(i).taken.get() - before.get(i)).isGreaterThan(SHARE);
              }
            });
  }

  /** Takes some milliseconds to answer, as one on another machine does. */
  private static final class FarBroker implements MessageBroker {

    private static final Executor LATER =
        CompletableFuture.delayedExecutor(5, TimeUnit.MILLISECONDS);

    private final AtomicInteger taken = new AtomicInteger();

    @Override
    public CompletionStage<Void> send(OutboxMessage message) {
      return CompletableFuture.runAsync(taken::incrementAndGet, LATER);
    }

    @Override
    public boolean keepsOrder() {
      return true;
    }

    @Override
    public void close() {}
  }
}
