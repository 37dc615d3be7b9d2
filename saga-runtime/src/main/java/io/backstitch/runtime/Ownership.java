package io.backstitch.runtime;

import java.util.UUID;

/**
 * The right to change a saga: every write asks for it, and a newer epoch ends it.
 *
 * @param sagaId which saga
 * @param engine whose
 * @param epoch the epoch in which the engine took the saga
 */
record Ownership(UUID sagaId, UUID engine, int epoch) {

  /** The owner of a saga that its engine dropped: no engine, so the next one to look takes it. */
  static final UUID NOBODY = new UUID(0, 0);
}
