package io.backstitch.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A saga that was submitted. Safe for use by several threads.
 *
 * @param <R> the saga's result
 */
public interface SagaHandle<R extends @Nullable Object> {

  /**
   * The instance.
   *
   * @return its id
   */
  UUID sagaId();

  /**
   * The key under which it was submitted.
   *
   * @return the key
   */
  String key();

  /**
   * How the saga ended, if it has: looked up in the database, unless this handle knows already.
   *
   * @return the outcome, or empty while it goes on
   */
  Optional<SagaOutcome<R>> outcome();

  /**
   * Waits until the saga has ended or is parked, whichever engine runs it. If it was submitted in a
   * transaction that is still open, it begins only when that commits.
   *
   * <p>Any number of callers may wait: a saga that runs in this engine tells them itself, and for
   * all others one query in each {@link SagaEngineBuilder#pollEvery} serves all who wait.
   *
   * @param atMost how long to wait; looks once if it is zero or negative
   * @return the outcome
   * @throws SagaNotFinishedException if it has not ended by then; it goes on all the same
   * @throws SagaInterruptedException if the thread is interrupted; the saga goes on all the same
   */
  SagaOutcome<R> await(Duration atMost);
}
