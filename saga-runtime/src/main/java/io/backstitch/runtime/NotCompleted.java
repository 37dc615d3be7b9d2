package io.backstitch.runtime;

import io.backstitch.definition.SagaType;

/** Tells a caller why the saga that it ran has no result. */
final class NotCompleted {

  private NotCompleted() {}

  static SagaNotCompletedException exception(
      SagaType<?, ?> saga, String key, SagaOutcome<?> outcome) {
    if (outcome instanceof SagaOutcome.Compensated<?> undone) {
      SagaFailure failure = undone.failure();
      String where = failure.step() == null ? "" : " at " + failure.step();
      return new SagaNotCompletedException(
          "Saga %s '%s' did not complete: it stopped%s: %s (%s). All that had been done is undone. To try again, start it under a new key."
              .formatted(saga, key, where, failure.message(), failure.kind()),
          outcome);
    }
    String reason = outcome instanceof SagaOutcome.Parked<?> parked ? parked.reason() : "";
    return new SagaNotCompletedException(reason, outcome);
  }
}
