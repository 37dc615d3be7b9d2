package io.backstitch.runtime;

import io.backstitch.definition.StepDefinition;
import io.backstitch.runtime.StepProgress.Phase;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What a fact that an operator brought about makes of a saga. Pure, like {@link SagaState#with}, of
 * which it is a part: the same for a fact that was just written and for one that is read again.
 */
final class OperatorChange {

  private OperatorChange() {}

  static SagaState of(SagaState state, SagaFact fact) {
    return switch (fact.kind()) {
      case PAUSED -> state.perhapsCalled(fact.steps()).held(SagaHold.PAUSED);
      case RESUMED -> state.held(null);
      case RETRIED -> retried(state);
      case STEP_SKIPPED -> byHand(state, fact, StepProgress::skipped);
      case STEP_COMPLETED -> byHand(state, fact, step -> step.succeeded(fact.payload()));
      case STEP_RESOLVED -> byHand(state, fact, StepProgress::compensated);
      case CANCELLED -> cancelled(state, fact);
      default -> throw new IllegalArgumentException(fact.kind() + " is no operator's");
    };
  }

  /** What gave up is tried again, and nothing waits any longer. */
  private static SagaState retried(SagaState state) {
    Map<String, StepProgress> next = new HashMap<>();
    for (StepDefinition<?> step : state.saga().steps()) {
      StepProgress progress = state.step(step.name());
      next.put(step.name(), hasGivenUp(state, step) ? progress.again() : progress.atOnce());
    }
    return onwards(state, state.with(next)).held(null);
  }

  /** Whether a step, or its compensation, is why the saga needs a person. */
  static boolean hasGivenUp(SagaState state, StepDefinition<?> step) {
    boolean failedAfterPivot = state.isPivotPassed() && state.step(step.name()).is(Phase.FAILED);
    return failedAfterPivot || Undoing.of(state, step) == Undoing.IMPOSSIBLE;
  }

  private static SagaState byHand(
      SagaState state, SagaFact fact, UnaryOperator<StepProgress> change) {
    Map<String, StepProgress> next = new HashMap<>();
    boolean paused = SagaHold.PAUSED.equals(state.hold());
    for (StepDefinition<?> step : state.saga().steps()) {
      StepProgress progress = state.step(step.name());
      next.put(step.name(), paused ? progress : progress.atOnce());
    }
    next.computeIfPresent(fact.stepName(), (name, progress) -> change.apply(progress));
    return onwards(state, state.with(next)).held(paused ? SagaHold.PAUSED : null);
  }

  /** Forward again, if nothing has begun to be undone and nothing is left that has failed. */
  private static SagaState onwards(SagaState before, SagaState after) {
    SagaFailure failure = before.failure();
    if (failure == null) {
      return after;
    }
    if (failure.step() == null || isUndoBegun(before) || isAnyLeftBehind(after)) {
      return after.failing(failure, null);
    }
    Map<String, StepProgress> next = new HashMap<>();
    for (StepDefinition<?> step : after.saga().steps()) {
      next.put(step.name(), after.step(step.name()).beside());
    }
    return after.with(next).failing(null, null);
  }

  /** Whether a compensation has been called, or may have been. */
  static boolean isUndoBegun(SagaState state) {
    boolean goesBack = state.failure() != null && !state.isAnyUnderWay();
    for (StepDefinition<?> step : state.saga().steps()) {
      StepProgress progress = state.step(step.name());
      boolean begun = progress.is(Phase.COMPENSATED) || progress.isStuck();
      if (begun || (goesBack && !state.isPivotPassed() && Undoing.mayBegin(state, step))) {
        return true;
      }
    }
    return false;
  }

  /** Whether a step can no longer be part of a saga that completes. */
  private static boolean isAnyLeftBehind(SagaState state) {
    for (StepDefinition<?> step : state.saga().steps()) {
      StepProgress progress = state.step(step.name());
      if (progress.is(Phase.FAILED)
          || progress.is(Phase.IN_DOUBT)
          || progress.is(Phase.COMPENSATED)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Nothing new begins. A step of which nobody knows whether an earlier attempt took effect is
   * tried to its end, unless it may be what brings its engine down; one that may run at this moment
   * is in doubt.
   */
  private static SagaState cancelled(SagaState state, SagaFact fact) {
    SagaFailure why = SagaState.failureOf(fact);
    boolean brokeDown = state.hold() != null && state.hold().status() == SagaStatus.PARKED;
    Map<String, StepProgress> next = new HashMap<>();
    for (StepDefinition<?> step : state.saga().steps()) {
      String name = step.name();
      StepProgress progress = state.step(name);
      if (!progress.is(Phase.PENDING)) {
        next.put(name, progress);
      } else if (fact.steps().contains(name) || (brokeDown && progress.perhapsDone())) {
        next.put(name, progress.inDoubt(why));
      } else {
        next.put(name, progress.perhapsDone() ? progress.markUnderWay().atOnce() : progress);
      }
    }
    return state.with(next).failing(why, fact.retryIn()).held(null);
  }
}
