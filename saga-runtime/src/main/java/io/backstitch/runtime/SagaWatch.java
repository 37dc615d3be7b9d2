package io.backstitch.runtime;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Waits for the end of sagas, whichever engine runs them: looks into the table again and again, and
 * at once when a saga has left this engine.
 */
final class SagaWatch {

  private static final Duration FOREVER = Duration.ofDays(10_000);

  private final Transactions transactions;
  private final SagaReader reader;
  private final Duration pollEvery;
  private final Map<UUID, CountDownLatch> bells = new ConcurrentHashMap<>();
  private volatile boolean closed;

  SagaWatch(Transactions transactions, SagaReader reader, Duration pollEvery) {
    this.transactions = transactions;
    this.reader = reader;
    this.pollEvery = pollEvery;
  }

  /** A saga has left this engine: whoever waits for it looks now. */
  void ring(UUID id) {
    CountDownLatch bell = bells.remove(id);
    if (bell != null) {
      bell.countDown();
    }
  }

  void close() {
    closed = true;
    bells.keySet().forEach(this::ring);
  }

  Optional<SagaEnd> look(UUID id) {
    try {
      return transactions.with(Transactions.Mode.SINGLE, db -> reader.end(db, id));
    } catch (SQLException e) {
      throw new SagaStorageException(
          "Saga %s could not be looked up: %s. It goes on all the same. Ask again."
              .formatted(id, e.getMessage()),
          e);
    }
  }

  SagaEnd await(UUID id, String who) {
    return await(id, who, FOREVER);
  }

  /** Waits for the end of a saga, however often the database is away meanwhile. */
  SagaEnd await(UUID id, String who, Duration atMost) {
    Duration limit = limit(atMost);
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      CountDownLatch bell = bells.computeIfAbsent(id, saga -> new CountDownLatch(1));
      Optional<SagaEnd> found = lookIfPossible(id);
      if (found.isPresent()) {
        bells.remove(id);
        return found.get();
      }
      long left = end - System.nanoTime();
      if (left <= 0 || closed) {
        bells.remove(id, bell);
      }
      if (left <= 0) {
        throw new SagaNotFinishedException(
            "%s had not ended after %d ms. It goes on. Wait longer, or ask find(...) later."
                .formatted(who, limit.toMillis()));
      }
      if (closed) {
        throw new EngineClosedException(
            "The engine was closed while %s was waited for. It is not lost: another engine that knows it goes on with it. Ask there with find(...)."
                .formatted(who));
      }
      waitFor(bell, Math.min(left, pollEvery.toNanos()), who);
    }
  }

  /** A time that does not overflow as nanoseconds. */
  private static Duration limit(Duration atMost) {
    if (atMost.isNegative()) {
      return Duration.ZERO;
    }
    return atMost.compareTo(FOREVER) < 0 ? atMost : FOREVER;
  }

  private Optional<SagaEnd> lookIfPossible(UUID id) {
    try {
      return look(id);
    } catch (SagaStorageException e) {
      return Optional.empty();
    }
  }

  private static void waitFor(CountDownLatch bell, long nanos, String who) {
    try {
      var unused = bell.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(who);
    }
  }

  static SagaInterruptedException interrupted(String who) {
    return new SagaInterruptedException(
        "The thread that waited for %s was interrupted. The saga goes on without it. Ask find(...) for its end."
            .formatted(who));
  }
}
