package io.backstitch.outbox;

import java.time.Duration;

/**
 * What a relay does between two turns.
 *
 * @param length how long
 * @param canBeCutShort whether news of messages end it
 */
record Pause(Duration length, boolean canBeCutShort) {

  static final Pause NONE = new Pause(Duration.ZERO, true);

  /** Until there may be messages. */
  static Pause rest(Duration length) {
    return new Pause(length, true);
  }

  /** Until something that is away may be back. */
  static Pause backOff(Duration length) {
    return new Pause(length, false);
  }
}
