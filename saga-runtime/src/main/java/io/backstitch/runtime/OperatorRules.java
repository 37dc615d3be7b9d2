package io.backstitch.runtime;

import io.backstitch.definition.Argument;
import io.backstitch.definition.Call;
import io.backstitch.definition.CompensationDefinition;
import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.StepDefinition;
import io.backstitch.runtime.StepProgress.Phase;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether an operator's action makes sense for a saga as it stands. Pure. What is refused is
 * refused with what is in its way and what to do instead.
 */
final class OperatorRules {

  private final SagaState state;
  private final SagaStatus status;

  OperatorRules(SagaState state, SagaStatus status) {
    this.state = state;
    this.status = status;
  }

  /** Why an action makes no sense, as the end of a message; empty if it does. */
  Optional<String> refusal(OperatorAction action) {
    if (status.isFinal()) {
      return Optional.of("it has ended and is " + status + ". Nothing can be done to it any more");
    }
    return Optional.ofNullable(
        switch (action.kind()) {
          case PAUSE -> pause();
          case RESUME -> resume();
          case RETRY -> retry();
          case CANCEL -> cancel();
          case SKIP, COMPLETE, RESOLVE -> aboutStep(action);
        });
  }

  private @Nullable String pause() {
    return switch (status) {
      case PAUSED -> "it is paused already. Resume it when it is to go on";
      case PARKED -> "it is parked, so nothing happens to it anyway. Retry it when it is to go on";
      default -> null;
    };
  }

  private @Nullable String resume() {
    return switch (status) {
      case PAUSED -> null;
      case PARKED ->
          "it is parked, not paused. Retry it, or complete, skip or resolve the step that is in the way";
      default -> "it is not paused but " + status + ". It goes on by itself";
    };
  }

  private @Nullable String retry() {
    return switch (status) {
      case WAITING, PARKED -> null;
      case PAUSED -> "it is paused. Resume it";
      default -> "it is " + status + ", so nothing waits to be retried. It goes on by itself";
    };
  }

  private @Nullable String cancel() {
    if (state.failure() != null) {
      return status == SagaStatus.PARKED
          ? "it is being undone already, or can no longer be, and is parked. Retry it, or complete, skip or resolve the step that is in the way"
          : "it has failed already and is being undone. That goes on by itself";
    }
    String pivot = state.saga().pivot().orElse(null);
    if (pivot != null && (state.isPivotPassed() || state.step(pivot).perhapsDone())) {
      return "its pivot "
          + pivot
          + " has been called, and after that it only goes forward. Let it go on, or skip or complete the steps that cannot";
    }
    return null;
  }

  private @Nullable String aboutStep(OperatorAction action) {
    if (status != SagaStatus.WAITING
        && status != SagaStatus.PAUSED
        && status != SagaStatus.PARKED) {
      return "it is " + status + ", and its steps may begin at any moment. Pause it first";
    }
    SagaDefinition<?, ?> saga = state.saga();
    String name = action.stepName();
    Optional<StepDefinition<?>> step =
        saga.steps().stream()
            .filter(it -> it.name().equals(name))
            .<StepDefinition<?>>map(it -> it)
            .findFirst();
    if (step.isEmpty()) {
      return "it has no step '"
          + name
          + "'. Its steps are "
          + saga.steps().stream().map(StepDefinition::name).toList();
    }
    return switch (action.kind()) {
      case SKIP -> skip(step.get());
      case COMPLETE -> complete(step.get());
      default -> resolve(step.get());
    };
  }

  private @Nullable String skip(StepDefinition<?> step) {
    String name = step.name();
    if (goesBack()) {
      return "it is being undone, so no step has to be done any more. Resolve "
          + name
          + " if it is undone by hand";
    }
    if (!isOpen(step)) {
      return name + " is " + state.step(name).phase() + ". Only what has not succeeded is skipped";
    }
    if (state.step(name).is(Phase.PENDING) && !state.isReady(name)) {
      return "what comes before " + name + " is not done. Complete or skip that first";
    }
    if (state.saga().pivot().filter(name::equals).isPresent()) {
      return name + " is its pivot, which decides whether it is undone. Complete it instead";
    }
    return needsResultOf(name)
        .map(who -> who + " needs the result of " + name + ". Complete it with a result instead")
        .orElse(null);
  }

  private @Nullable String complete(StepDefinition<?> step) {
    String name = step.name();
    StepProgress progress = state.step(name);
    if (!isOpen(step)) {
      return name
          + " is "
          + progress.phase()
          + ". Only a step that has not succeeded is completed by hand";
    }
    if (progress.is(Phase.PENDING) && !state.isReady(name)) {
      return "what comes before " + name + " is not done. Complete or skip that first";
    }
    if (goesBack() && state.saga().pivot().filter(name::equals).isPresent()) {
      return "it is being undone, and "
          + name
          + " is its pivot. Resolve it when it is undone by hand";
    }
    if (progress.is(Phase.PENDING) && state.failure() != null && !progress.mayStillFinish()) {
      return "it is being undone, and " + name + " was not begun. Let it be undone";
    }
    return null;
  }

  private @Nullable String resolve(StepDefinition<?> step) {
    String name = step.name();
    if (state.isPivotPassed()) {
      return "it is past its pivot, so nothing is undone any more. Complete or skip " + name;
    }
    if (state.failure() == null || state.isAnyUnderWay()) {
      return "it is not being undone. Cancel it first, or complete or skip " + name;
    }
    if (Undoing.of(state, step) == Undoing.DONE) {
      return "nothing of " + name + " is left to undo. Resolve the step that is in the way";
    }
    if (!Undoing.isUndoneUpTo(state, step)) {
      return "what came after " + name + " is not undone. Resolve that first";
    }
    return null;
  }

  /** Whether a step has neither succeeded nor is only its compensation left. */
  private boolean isOpen(StepDefinition<?> step) {
    StepProgress progress = state.step(step.name());
    return progress.is(Phase.PENDING)
        || (OperatorChange.hasGivenUp(state, step) && !progress.isStuck());
  }

  /** Whether it is undone whatever is done by hand. */
  private boolean goesBack() {
    SagaFailure failure = state.failure();
    return failure != null && (failure.step() == null || OperatorChange.isUndoBegun(state));
  }

  /** Who takes a step's result. */
  private Optional<String> needsResultOf(String name) {
    if (state.saga().resultStep().filter(name::equals).isPresent()) {
      return Optional.of("whoever asks for the saga's result");
    }
    for (StepDefinition<?> step : state.saga().steps()) {
      CompensationDefinition undo = step.compensation();
      if (takes(step.call(), name)) {
        return Optional.of(step.name());
      }
      if (undo != null && !step.name().equals(name) && takes(undo.call(), name)) {
        return Optional.of("the compensation of " + step.name());
      }
    }
    return Optional.empty();
  }

  private static boolean takes(Call<?> call, String name) {
    for (Argument<?> argument : call.arguments()) {
      if (argument instanceof Argument.Result<?> result && result.step().name().equals(name)) {
        return true;
      }
    }
    return false;
  }
}
