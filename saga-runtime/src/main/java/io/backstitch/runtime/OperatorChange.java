package io.backstitch.runtime;

import io.backstitch.definition.StepDefinition;
import io.backstitch.definition.StepKind;
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
    StepProgress progress = state.step(step.name());
    boolean afterPivot =
        state.isPivotPassed() && (progress.is(Phase.FAILED) || progress.is(Phase.IN_DOUBT));
    return afterPivot || Undoing.of(state, step) == Undoing.IMPOSSIBLE;
  }

  private static SagaState byHand(
      SagaState state, SagaFact fact, UnaryOperator<StepProgress> change) {
    Map<String, StepProgress> next = new HashMap<>();
    boolean brokeDown = isHeld(state, SagaStatus.PARKED);
    for (StepDefinition<?> step : state.saga().steps()) {
      StepProgress progress = state.step(step.name());
      next.put(step.name(), brokeDown ? progress.atOnce() : progress);
    }
    next.computeIfPresent(fact.stepName(), (name, progress) -> change.apply(progress));
    boolean paused = isHeld(state, SagaStatus.PAUSED);
    return onwards(state, state.with(next)).held(paused ? SagaHold.PAUSED : null);
  }

  private static boolean isHeld(SagaState state, SagaStatus how) {
    return state.hold() != null && state.hold().status() == how;
  }

  /** Forward again, if nothing has begun to be undone and nothing is left that has failed. */
  private static SagaState onwards(SagaState before, SagaState after) {
    GoingBack back = before.back();
    if (back == null) {
      return after;
    }
    if (back.why().step() == null || isUndoBegun(before) || isAnyLeftBehind(after)) {
      return after.goingBack(back.withoutGrace());
    }
    Map<String, StepProgress> next = new HashMap<>();
    for (StepDefinition<?> step : after.saga().steps()) {
      next.put(step.name(), after.step(step.name()).beside());
    }
    return after.with(next).goingBack(null);
  }

  /** Whether a compensation has been called, or may have been. */
  static boolean isUndoBegun(SagaState state) {
    GoingBack back = state.back();
    if (back != null && back.undoBegun()) {
      return true;
    }
    for (StepDefinition<?> step : state.saga().steps()) {
      StepProgress progress = state.step(step.name());
      if (progress.is(Phase.COMPENSATED) || progress.isStuck()) {
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
    boolean brokeDown = isHeld(state, SagaStatus.PARKED);
    Map<String, StepProgress> next = new HashMap<>();
    for (StepDefinition<?> step : state.saga().steps()) {
      StepProgress progress = state.step(step.name());
      boolean openEnd = progress.perhapsDone() && step.kind() == StepKind.REMOTE;
      if (!progress.is(Phase.PENDING)) {
        next.put(step.name(), progress);
      } else if (fact.steps().contains(step.name()) || (openEnd && brokeDown)) {
        next.put(step.name(), progress.inDoubt(why));
      } else {
        next.put(step.name(), openEnd ? progress.markUnderWay().atOnce() : progress);
      }
    }
    return state.with(next).goingBack(GoingBack.because(why, fact.retryIn())).held(null);
  }
}
