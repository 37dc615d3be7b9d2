package io.backstitch.runtime;

import io.backstitch.outbox.Outbox;
import io.backstitch.outbox.OutboxMessage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What every saga of an engine runs with.
 *
 * @param settings what the engine was told
 * @param sagaLog says who owns what
 * @param statement writes what happens to sagas
 * @param outbox where events go
 * @param writer writes what happens to many sagas together
 * @param recorder makes sure that progress is written
 * @param execution calls the user's methods
 * @param threads where steps run that do not run in a caller's thread
 * @param decisions where alarms are decided: threads that no step can occupy
 * @param timer for time limits and short waits; does nothing itself that could wait
 * @param listeners told what was recorded
 * @param closing whether the engine lets go of its sagas between two steps
 */
record RunSupport(
    EngineSettings settings,
    SagaLog sagaLog,
    BatchStatement statement,
    Outbox outbox,
    CombinedWriter writer,
    SagaRecorder recorder,
    StepExecution execution,
    ExecutorService threads,
    ExecutorService decisions,
    ScheduledExecutorService timer,
    SagaListeners listeners,
    AtomicBoolean closing) {

  ScheduledFuture<?> after(Duration delay, Runnable action) {
    return timer.schedule(() -> decisions.execute(action), delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * The same, but something that waits for nobody is done first, whatever the decisions wait for.
   */
  ScheduledFuture<?> after(Duration delay, Runnable atOnce, Runnable action) {
    return timer.schedule(
        () -> {
          try {
            atOnce.run();
          } finally {
            decisions.execute(action);
          }
        },
        delay.toNanos(),
        TimeUnit.NANOSECONDS);
  }

  /** Events were committed: relays need not wait until they look by themselves. */
  void published(List<OutboxMessage> events) {
    if (!events.isEmpty()) {
      outbox.wakeRelays();
    }
  }

  boolean isClosing() {
    return closing.get();
  }

  /** Some ways of talking to PostgreSQL would commit a record without its events. */
  void requireOneTransaction() throws SQLException {
    boolean holds =
        recorder.transactions().with(Transactions.Mode.SINGLE, BatchStatement::isOneTransaction);
    if (!holds) {
      throw new IllegalArgumentException(
          "The engine cannot be built: connections of this data source do not send several statements as one transaction, so a step could be recorded without its events. Nothing was started. Use the PostgreSQL driver without preferQueryMode=simple.");
    }
  }

  /** Begins the transaction of an attempt, however long the database is away. */
  StepTransaction begin(String who, StepAttempt attempt) throws SQLException {
    return recorder.untilBegun(who, attempt, settings.lease());
  }
}
