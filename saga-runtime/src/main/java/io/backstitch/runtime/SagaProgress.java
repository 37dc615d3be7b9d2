package io.backstitch.runtime;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One step of a saga from one durable state to the next: the fact, and what the head says after it.
 *
 * @param mine by which right
 * @param seq the row of the journal that the fact becomes
 * @param fact what happened
 * @param before the status before it
 * @param status the status after it
 * @param wakeIn for a saga that nobody owns after it: how long until it is due; null keeps it
 *     owned, unless the status is one in which nobody works on it
 * @param reason why it is parked, or null
 * @param result the saga's result as JSON, or null
 */
record SagaProgress(
    Ownership mine,
    int seq,
    SagaFact fact,
    SagaStatus before,
    SagaStatus status,
    @Nullable Duration wakeIn,
    @Nullable String reason,
    @Nullable String result) {

  boolean keepsOwner() {
    return status.isActive() && wakeIn == null;
  }
}
