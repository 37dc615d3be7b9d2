package io.backstitch.runtime;

import java.sql.SQLException;
import java.time.Duration;
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
 * @param writer writes what happens to many sagas together
 * @param recorder makes sure that progress is written
 * @param execution calls the user's methods
 * @param threads where steps run that do not run in a caller's thread
 * @param decisions where alarms are decided: threads that no step can occupy
 * @param timer for time limits and short waits; only ever hands over to {@code decisions}
 * @param closing whether the engine lets go of its sagas between two steps
 */
record RunSupport(
    EngineSettings settings,
    SagaLog sagaLog,
    BatchStatement statement,
    CombinedWriter writer,
    SagaRecorder recorder,
    StepExecution execution,
    ExecutorService threads,
    ExecutorService decisions,
    ScheduledExecutorService timer,
    AtomicBoolean closing) {

  ScheduledFuture<?> after(Duration delay, Runnable action) {
    return timer.schedule(() -> decisions.execute(action), delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  boolean isClosing() {
    return closing.get();
  }

  /** Begins the transaction of an attempt, however long the database is away. */
  StepTransaction begin(String who, StepAttempt attempt) throws SQLException {
    return recorder.untilBegun(who, attempt, settings.lease());
  }
}
