package io.backstitch.runtime;

import io.backstitch.definition.CompensationDefinition;
import io.backstitch.definition.StepDefinition;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is left to do about the effects of one step, once its saga is to be undone. */
enum Undoing {
  DONE,
  TO_DO,
  IMPOSSIBLE;

  static Undoing of(SagaState state, StepDefinition<?> step) {
    CompensationDefinition undo = step.compensation();
    return switch (state.step(step.name()).phase()) {
      case PENDING, SKIPPED, FAILED, COMPENSATED -> DONE;
      case SUCCEEDED -> undo == null ? DONE : TO_DO;
      case IN_DOUBT -> ofDoubt(step, undo);
      case STUCK, STUCK_IN_DOUBT -> IMPOSSIBLE;
    };
  }

  private static Undoing ofDoubt(StepDefinition<?> step, @Nullable CompensationDefinition undo) {
    if (undo == null) {
      return step.noCompensation() == null ? IMPOSSIBLE : DONE;
    }
    return undo.canUndoUnknownOutcome() ? TO_DO : IMPOSSIBLE;
  }

  /** Whether a step is to be undone, and everything that came after it is undone. */
  static boolean mayBegin(SagaState state, StepDefinition<?> step) {
    CompensationDefinition undo = step.compensation();
    return of(state, step) == TO_DO
        && areUndone(state, state.saga().graph().descendants(step.name()))
        && (undo == null || areUndone(state, undo.after()));
  }

  /** Whether that holds for any step. */
  static boolean mayBeginSomewhere(SagaState state) {
    for (StepDefinition<?> step : state.saga().steps()) {
      if (mayBegin(state, step)) {
        return true;
      }
    }
    return false;
  }

  /** Whether nothing is left to undo of what came after a step. */
  static boolean isUndoneUpTo(SagaState state, StepDefinition<?> step) {
    return areUndone(state, state.saga().graph().descendants(step.name()));
  }

  private static boolean areUndone(SagaState state, Set<String> steps) {
    for (String step : steps) {
      if (of(state, state.saga().step(step)) != DONE) {
        return false;
      }
    }
    return true;
  }
}
