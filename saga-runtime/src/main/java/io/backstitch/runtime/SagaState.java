package io.backstitch.runtime;

import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.StepDefinition;
import io.backstitch.definition.StepKind;
import io.backstitch.runtime.StepProgress.Phase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All that has happened to a saga so far: the journal, folded. Immutable; {@link #with} is the only
 * way from one state to the next, for facts that were just recorded and for facts that are read
 * again after a crash.
 */
final class SagaState {

  private final SagaDefinition<?, ?> saga;
  private final String key;
  private final Map<String, StepProgress> steps;
  private final @Nullable SagaFailure failure;
  private final @Nullable String parked;

  private SagaState(
      SagaDefinition<?, ?> saga,
      String key,
      Map<String, StepProgress> steps,
      @Nullable SagaFailure failure,
      @Nullable String parked) {
    this.saga = saga;
    this.key = key;
    this.steps = steps;
    this.failure = failure;
    this.parked = parked;
  }

  static SagaState begin(SagaDefinition<?, ?> saga, String key) {
    return new SagaState(saga, key, Map.of(), null, null);
  }

  static SagaState fold(SagaDefinition<?, ?> saga, String key, List<SagaFact> journal) {
    SagaState state = begin(saga, key);
    for (SagaFact fact : journal) {
      state = state.with(fact);
    }
    return state;
  }

  /** The state after one more fact. */
  SagaState with(SagaFact fact) {
    return switch (fact.kind()) {
      case STARTED, PICKED_UP, HANDED_OVER -> this;
      case TAKEN_OVER -> takenOver();
      case STEP_SUCCEEDED -> change(fact, step -> step.succeeded(fact.payload()));
      case ATTEMPT_FAILED -> change(fact, step -> step.attemptFailed(fact.retryIn()));
      case STEP_FAILED -> failed(fact, Phase.FAILED);
      case STEP_IN_DOUBT -> failed(fact, Phase.IN_DOUBT);
      case SAGA_TIMED_OUT -> timedOut(fact);
      case STEP_COMPENSATED -> change(fact, StepProgress::compensated);
      case COMPENSATION_ATTEMPT_FAILED -> change(fact, step -> step.undoFailed(fact.retryIn()));
      case COMPENSATION_FAILED -> change(fact, step -> step.stuck(failureOf(fact)));
      case SAGA_PARKED -> new SagaState(saga, key, steps, failure, fact.message());
    };
  }

  /** Any remote step that was ready may have been called by the engine that died. */
  private SagaState takenOver() {
    Map<String, StepProgress> next = new HashMap<>(steps);
    for (StepDefinition<?> step : saga.steps()) {
      if (step.kind() == StepKind.REMOTE && isReady(step.name())) {
        next.put(step.name(), step(step.name()).markPerhapsDone());
      }
    }
    return new SagaState(saga, key, next, failure, parked);
  }

  private SagaState change(SagaFact fact, UnaryOperator<StepProgress> change) {
    String name = fact.stepName();
    Map<String, StepProgress> next = new HashMap<>(steps);
    next.put(saga.step(name).name(), change.apply(step(name)));
    return new SagaState(saga, key, next, failure, parked);
  }

  private SagaState failed(SagaFact fact, Phase phase) {
    SagaFailure why = failureOf(fact);
    SagaState next = change(fact, step -> step.gaveUp(phase, why));
    return failure != null ? next : next.firstFailure(why, this::isReady);
  }

  /**
   * The time of the whole saga was over: nothing new is tried, and every remote step that was under
   * way, or whose last attempt got no answer, is in doubt. A transactional one was rolled back.
   */
  private SagaState timedOut(SagaFact fact) {
    SagaFailure why = failureOf(fact);
    Map<String, StepProgress> next = new HashMap<>(steps);
    for (StepDefinition<?> step : saga.steps()) {
      StepProgress progress = step(step.name());
      boolean begun = fact.steps().contains(step.name()) || progress.perhapsDone();
      if (begun && progress.is(Phase.PENDING) && step.kind() == StepKind.REMOTE) {
        next.put(step.name(), progress.inDoubt(why));
      } else if (progress.mayStillFinish()) {
        next.put(step.name(), progress.stopped());
      }
    }
    SagaFailure first = failure == null ? why : failure;
    return new SagaState(saga, key, next, first, parked);
  }

  private SagaState firstFailure(SagaFailure why, Predicate<String> underWay) {
    Map<String, StepProgress> next = new HashMap<>(steps);
    for (StepDefinition<?> step : saga.steps()) {
      if (!step.name().equals(why.step()) && underWay.test(step.name())) {
        next.put(step.name(), step(step.name()).markUnderWay());
      }
    }
    return new SagaState(saga, key, next, why, parked);
  }

  private static SagaFailure failureOf(SagaFact fact) {
    return new SagaFailure(
        fact.step(),
        fact.failure() == null ? FailureKind.TRANSIENT : fact.failure(),
        fact.message() == null ? "" : fact.message());
  }

  /** How messages name the saga. */
  String who() {
    return "Saga " + saga.type() + " '" + key + "'";
  }

  SagaDefinition<?, ?> saga() {
    return saga;
  }

  StepProgress step(String name) {
    return steps.getOrDefault(name, StepProgress.NONE);
  }

  /** Whether all that a step waits for has succeeded, and it has not ended itself. */
  boolean isReady(String name) {
    if (!step(name).is(Phase.PENDING)) {
      return false;
    }
    for (String before : saga.graph().predecessors(name)) {
      if (!step(before).is(Phase.SUCCEEDED)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether the saga's own timeout can still act: not once the pivot has begun, and not when
   * everything goes back already.
   *
   * @param mayRun what runs
   */
  boolean canTimeOut(Set<StepTask> mayRun) {
    boolean pivotBegun =
        saga.pivot()
            .filter(
                pivot ->
                    isPivotPassed()
                        || step(pivot).perhapsDone()
                        || mayRun.contains(StepTask.forward(pivot)))
            .isPresent();
    boolean goesForward =
        failure == null || steps.values().stream().anyMatch(StepProgress::mayStillFinish);
    return goesForward && !pivotBegun;
  }

  boolean isEachStepDone() {
    for (StepDefinition<?> step : saga.steps()) {
      if (!step(step.name()).is(Phase.SUCCEEDED)) {
        return false;
      }
    }
    return true;
  }

  boolean isPivotPassed() {
    return saga.pivot().filter(pivot -> step(pivot).is(Phase.SUCCEEDED)).isPresent();
  }

  /** What made the saga stop going forward, or null while it does. */
  @Nullable SagaFailure failure() {
    return failure;
  }

  /** Why the engine gave up on the saga as a whole, or null. */
  @Nullable String parked() {
    return parked;
  }
}
