package io.backstitch.runtime;

import java.util.Optional;
import java.util.UUID;

/**
 * A saga that was started, now or before.
 *
 * @param id the instance
 * @param start with which it was started
 * @param ending told if it ends in this engine without leaving it before
 */
record StartedSaga(UUID id, NewSaga start, Ending ending) {

  /** One that this engine does not run, or not yet. */
  static StartedSaga elsewhere(UUID id, NewSaga start, Optional<SagaEnd> end) {
    Ending known = new Ending();
    end.ifPresent(known::ended);
    return new StartedSaga(id, start, known);
  }
}
