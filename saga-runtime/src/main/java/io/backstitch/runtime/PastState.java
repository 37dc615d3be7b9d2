package io.backstitch.runtime;

import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.StepDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * The journal of a saga up to some moment, folded. Pure: no clock is asked, and times are those of
 * the journal.
 */
final class PastState {

  private final SagaView saga;
  private final List<JournalEntry> journal;
  private final SagaState state;

  /**
   * Folds a journal.
   *
   * @param journal from its beginning on; not empty
   * @throws IllegalArgumentException if it does not fit the definition
   */
  PastState(SagaView saga, SagaDefinition<?, ?> definition, List<JournalEntry> journal) {
    this.saga = saga;
    this.journal = journal;
    this.state =
        SagaState.fold(definition, saga.key(), journal.stream().map(PastState::fact).toList());
  }

  /** How long a wait was does not matter to what followed from it, only that there was one. */
  private static SagaFact fact(JournalEntry entry) {
    return new SagaFact(
        entry.kind(),
        entry.step(),
        entry.attempt(),
        entry.result(),
        entry.failure(),
        entry.message(),
        entry.nextAttemptAt() == null ? null : Duration.ZERO,
        new LinkedHashSet<>(entry.steps()));
  }

  SagaSnapshot at(Instant moment) {
    JournalEntry last = journal.get(journal.size() - 1);
    Map<String, Instant> waits = new HashMap<>();
    for (JournalEntry entry : journal) {
      if (entry.step() != null && entry.nextAttemptAt() != null) {
        waits.put(entry.step(), entry.nextAttemptAt());
      }
    }
    List<StepSnapshot> steps = new ArrayList<>();
    for (StepDefinition<?> step : state.saga().steps()) {
      steps.add(snapshot(step, waits));
    }
    return new SagaSnapshot(
        saga.id(),
        saga.type(),
        saga.version(),
        saga.key(),
        moment,
        last.seq(),
        last.status(),
        state.failure(),
        steps);
  }

  private StepSnapshot snapshot(StepDefinition<?> step, Map<String, Instant> waits) {
    StepProgress progress = state.step(step.name());
    StepReadiness readiness = StepReadiness.of(state, step);
    return new StepSnapshot(
        step.name(),
        StepPhase.of(progress),
        progress.failedAttempts(),
        progress.failedUndos(),
        progress.result(),
        progress.failure(),
        readiness.next(),
        readiness.blockedBy(),
        progress.notBefore() == null ? null : waits.get(step.name()));
  }
}
