package io.backstitch.runtime;

import io.backstitch.definition.CompensationDefinition;
import io.backstitch.definition.StepDefinition;
import io.backstitch.runtime.StepProgress.Phase;
import java.util.Objects;

/** Says why a saga needs a person, and what that person can do. */
final class ParkedReason {

  private ParkedReason() {}

  static String failedAfterPivot(SagaState state) {
    SagaFailure failure = failed(state);
    return "%s stopped at %s: %s. It is past its pivot %s and can no longer be undone, and a %s failure is not retried, so the saga is parked. Mend the cause; what the step should have done has to be done by hand."
        .formatted(
            state.who(),
            failure.step(),
            failure.message(),
            state.saga().pivot().orElseThrow(),
            failure.kind());
  }

  /** The first failure, unless an operator has dealt with that one. */
  private static SagaFailure failed(SagaState state) {
    for (StepDefinition<?> step : state.saga().steps()) {
      SagaFailure failure = state.step(step.name()).failure();
      if (failure != null && state.step(step.name()).is(Phase.FAILED)) {
        return failure;
      }
    }
    return Objects.requireNonNull(state.failure());
  }

  static String cannotUndo(SagaState state) {
    for (StepDefinition<?> step : state.saga().steps()) {
      StepProgress progress = state.step(step.name());
      SagaFailure why = progress.failure();
      if (why != null && progress.isStuck()) {
        return stuck(state, step.name(), why);
      }
      if (why != null && Undoing.of(state, step) == Undoing.IMPOSSIBLE) {
        return inDoubt(state, step, why);
      }
    }
    throw new IllegalStateException(state.who() + " has nothing that cannot be undone");
  }

  private static String stuck(SagaState state, String step, SagaFailure why) {
    return "%s could not be undone at %s: its compensation gave up: %s. What came before it in the graph is not undone either; the saga is parked. Undo %s by hand, then what came before it."
        .formatted(state.who(), step, why.message(), step);
  }

  private static String inDoubt(SagaState state, StepDefinition<?> step, SagaFailure why) {
    CompensationDefinition undo = step.compensation();
    String type = step.key().type().toString();
    String cannot =
        undo == null
            ? "it has no compensation"
            : "its compensation needs the " + type.substring(type.lastIndexOf('.') + 1);
    String instead =
        undo == null
            ? "give it a compensation that takes an Optional"
            : "let the compensation take an Optional";
    return "%s stopped at %s: %s (%s). Whether %s took effect is unknown, and %s, so the saga is parked. Find out what it did and put it right by hand; to have this undone in future, %s."
        .formatted(
            state.who(),
            step.name(),
            why.message(),
            attempts(state.step(step.name()).failedAttempts()),
            step.name(),
            cannot,
            instead);
  }

  private static String attempts(int failed) {
    return failed == 1 ? "1 attempt" : failed + " attempts";
  }

  static String tooManyRecoveries(String who, int recoveries) {
    return "%s was taken over %d times from engines that died, or did not renew their heartbeat, before it got on. One of its steps may kill its process, or take longer than the lease while it holds the last connection. The saga is parked. Look into the logs of those engines for what it did last."
        .formatted(who, recoveries);
  }

  static String unreadable(String who, Throwable cause) {
    return "%s cannot go on: its journal does not fit the definition that is registered (%s). It is parked and nothing is lost. Register the definition with which it began; a changed graph needs a new version."
        .formatted(who, cause.getMessage());
  }
}
