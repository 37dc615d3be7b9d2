package io.backstitch.runtime;

import io.backstitch.definition.CompensationDefinition;
import io.backstitch.definition.StepDefinition;
import io.backstitch.runtime.StepProgress.Phase;
import io.backstitch.runtime.StepTask.Direction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What there is to do about one step, for people: {@link SagaPlan} step by step, with what is in
 * the way. The function {@code saga_readiness} of the database says the same.
 *
 * @param direction whether the step is to be run or undone; null where nothing is to be done
 * @param next whether it may begin, once its wait is over
 * @param blockedBy the steps that have to be dealt with before, in the order of the graph
 */
record StepReadiness(@Nullable Direction direction, boolean next, List<String> blockedBy) {

  private static final StepReadiness NOTHING = new StepReadiness(null, false, List.of());

  static StepReadiness of(SagaState state, StepDefinition<?> step) {
    boolean goesBack = state.failure() != null && !state.isPivotPassed();
    StepProgress progress = state.step(step.name());
    if (progress.is(Phase.PENDING)) {
      return goesBack && !progress.mayStillFinish() ? NOTHING : forward(state, step);
    }
    return goesBack && Undoing.of(state, step) != Undoing.DONE ? back(state, step) : NOTHING;
  }

  private static StepReadiness forward(SagaState state, StepDefinition<?> step) {
    if (state.step(step.name()).mayStillFinish()) {
      return new StepReadiness(Direction.FORWARD, state.hold() == null, List.of());
    }
    Set<String> before = state.saga().graph().predecessors(step.name());
    List<String> blockedBy =
        steps(
            state,
            other -> {
              StepProgress progress = state.step(other.name());
              boolean failed = progress.is(Phase.FAILED) || progress.is(Phase.IN_DOUBT);
              return failed || (before.contains(other.name()) && !progress.isDone());
            });
    boolean next = blockedBy.isEmpty() && state.failure() == null && state.hold() == null;
    return new StepReadiness(Direction.FORWARD, next, blockedBy);
  }

  private static StepReadiness back(SagaState state, StepDefinition<?> step) {
    Set<String> before = new LinkedHashSet<>(state.saga().graph().descendants(step.name()));
    CompensationDefinition undo = step.compensation();
    if (undo != null) {
      before.addAll(undo.after());
    }
    List<String> blockedBy =
        steps(
            state,
            other ->
                state.step(other.name()).mayStillFinish()
                    || (before.contains(other.name()) && Undoing.of(state, other) != Undoing.DONE));
    boolean next =
        blockedBy.isEmpty() && Undoing.of(state, step) == Undoing.TO_DO && state.hold() == null;
    return new StepReadiness(Direction.UNDO, next, blockedBy);
  }

  private static List<String> steps(SagaState state, Predicate<StepDefinition<?>> which) {
    List<String> names = new ArrayList<>();
    for (StepDefinition<?> step : state.saga().steps()) {
      if (which.test(step)) {
        names.add(step.name());
      }
    }
    return names;
  }
}
