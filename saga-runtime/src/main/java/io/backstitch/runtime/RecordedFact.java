package io.backstitch.runtime;

import io.backstitch.definition.SagaType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A fact about a saga that has just been recorded.
 *
 * @param sagaId the instance
 * @param saga its name, version and types
 * @param key the caller's key
 * @param seq its place in the journal
 * @param kind what happened
 * @param step the step it happened to, or null
 * @param attempt which attempt, or 0 where that means nothing
 * @param before the status before it; null for the start
 * @param status the status after it
 * @param failure why an attempt failed, or why the saga goes no further; or null
 * @param message the same for people, or null
 */
public record RecordedFact(
    UUID sagaId,
    SagaType<?, ?> saga,
    String key,
    int seq,
    FactKind kind,
    @Nullable String step,
    int attempt,
    @Nullable SagaStatus before,
    SagaStatus status,
    @Nullable FailureKind failure,
    @Nullable String message) {

  static RecordedFact started(NewSaga saga, SagaStatus status) {
    return new RecordedFact(
        saga.id(), saga.type(), saga.key(), 1, FactKind.STARTED, null, 0, null, status, null, null);
  }

  static RecordedFact taken(SagaHead head, SagaState state, FactKind how, SagaStatus before) {
    SagaStatus status = SagaPlan.activeStatus(state);
    SagaType<?, ?> saga = state.saga().type();
    return new RecordedFact(
        head.id(), saga, head.key(), head.lastSeq(), how, null, 0, before, status, null, null);
  }

  static RecordedFact of(SagaHead head, SagaType<?, ?> saga, SagaProgress progress) {
    SagaFact fact = progress.fact();
    return new RecordedFact(
        head.id(),
        saga,
        head.key(),
        progress.seq(),
        fact.kind(),
        fact.step(),
        fact.attempt(),
        progress.before(),
        progress.status(),
        fact.failure(),
        fact.message());
  }
}
