package io.backstitch.benchmarks.relay;

import com.zaxxer.hikari.HikariDataSource;
import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.OutboxRelay;
import java.util.ArrayList;
import java.util.List;

/**
 * Relays that take what is there to a broker.
 *
 * @param relays so many, as if each were in a process of its own
 * @param threads of each
 * @param batch how many messages a turn sends at most
 */
record RelayRun(int relays, int threads, int batch) {

  /** As large as the batches of the loop written by hand. */
  static final int BATCH = 2_000;

  /** What was sent. */
  record Sent(long messages, long nanos) {

    double perSecond() {
      return messages * 1e9 / nanos;
    }
  }

  static RelayRun withThreads(int threads) {
    return new RelayRun(1, threads, BATCH);
  }

  /**
   * Relays at least so many messages, which are there; the time ends when the last that was sent is
   * answered and deleted.
   */
  Sent run(OutboxTables tables, MessageBroker broker, long messages) throws Exception {
    CountingBroker counting = new CountingBroker(broker);
    counting.expect(messages);
    try (HikariDataSource pool = tables.pool(relays * threads)) {
      List<OutboxRelay> all = new ArrayList<>();
      for (int i = 1; i <= relays; i++) {
        all.add(
            OutboxRelay.builder(pool, counting)
                .name("relay-" + i)
                .threads(threads)
                .batchSize(batch)
                .build());
      }
      long start = System.nanoTime();
      all.forEach(OutboxRelay::start);
      counting.await();
      all.forEach(OutboxRelay::close);
      return new Sent(counting.handedOver(), System.nanoTime() - start);
    }
  }
}
