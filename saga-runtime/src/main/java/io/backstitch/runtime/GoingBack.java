package io.backstitch.runtime;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * That a saga does not go forward any more, and how far that is.
 *
 * @param why the failure
 * @param graceEnds the moment of {@link System#nanoTime()} at which the siblings of the failed step
 *     are stopped, or null if they may finish
 * @param undoBegun whether a compensation may have been called, so that there is no way forward
 */
record GoingBack(SagaFailure why, @Nullable Long graceEnds, boolean undoBegun) {

  static GoingBack because(SagaFailure why, @Nullable Duration grace) {
    return new GoingBack(
        why, grace == null ? null : Long.valueOf(System.nanoTime() + grace.toNanos()), false);
  }

  GoingBack withoutGrace() {
    return new GoingBack(why, null, undoBegun);
  }

  GoingBack withUndoBegun() {
    return new GoingBack(why, graceEnds, true);
  }
}
