package io.backstitch.runtime;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One fact in the history of a saga. Never changed once it is there. Times are the database's.
 *
 * @param seq its place in the journal; the first is 1, and none is left out
 * @param at when it was recorded
 * @param kind what happened
 * @param before the status before it; null in the first entry, and in entries that were written
 *     before the journal had it
 * @param status the status after it
 * @param step the step it happened to, or null
 * @param attempt which attempt at the step or its compensation, from 1 on; 0 where that means
 *     nothing
 * @param result the step's result as JSON; null where there is none
 * @param failure what kind of failure, or null
 * @param message what went wrong, for people, or null
 * @param nextAttemptAt when the next attempt is due, or when the steps beside a failed one are
 *     stopped; null where nothing is
 * @param steps the steps that were under way, or may have been, when they were stopped
 * @param actor the operator who brought it about, or null
 * @param reason why, in the operator's words, or null
 * @param engine the engine that wrote it
 * @param epoch how often an engine had taken the saga by then
 */
public record JournalEntry(
    int seq,
    Instant at,
    FactKind kind,
    @Nullable SagaStatus before,
    SagaStatus status,
    @Nullable String step,
    int attempt,
    @Nullable String result,
    @Nullable FailureKind failure,
    @Nullable String message,
    @Nullable Instant nextAttemptAt,
    List<String> steps,
    @Nullable String actor,
    @Nullable String reason,
    UUID engine,
    int epoch) {

  /** Copies the list. */
  public JournalEntry {
    steps = List.copyOf(steps);
  }
}
