package io.backstitch.runtime;

import org.jspecify.annotations.Nullable;

/**
 * That a saga as a whole stands still, wherever its steps are.
 *
 * @param status {@code PARKED} or {@code PAUSED}
 * @param reason why it is parked; null if it is paused
 */
record SagaHold(SagaStatus status, @Nullable String reason) {

  static final SagaHold PAUSED = new SagaHold(SagaStatus.PAUSED, null);

  static SagaHold parked(@Nullable String reason) {
    return new SagaHold(SagaStatus.PARKED, reason);
  }
}
