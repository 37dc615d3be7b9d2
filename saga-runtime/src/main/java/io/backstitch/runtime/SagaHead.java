package io.backstitch.runtime;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an engine needs of a row of {@code saga_instance} to run the saga.
 *
 * @param id the instance
 * @param key the caller's key
 * @param input the input as JSON
 * @param epoch the epoch in which this engine has it
 * @param lastSeq the last row of its journal
 * @param recoveries how often it was taken from a dead engine without getting on
 * @param deadlineIn how long until its own timeout is over, or null if it has none
 */
record SagaHead(
    UUID id,
    String key,
    String input,
    int epoch,
    int lastSeq,
    int recoveries,
    @Nullable Duration deadlineIn) {

  /** The same saga after this engine has taken it. */
  SagaHead taken(int newRecoveries) {
    return new SagaHead(id, key, input, epoch + 1, lastSeq + 1, newRecoveries, deadlineIn);
  }
}
