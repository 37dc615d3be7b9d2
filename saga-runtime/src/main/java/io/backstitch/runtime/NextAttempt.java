package io.backstitch.runtime;

import io.backstitch.definition.RetryPolicy;
import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.StepKind;
import io.backstitch.runtime.AttemptOutcome.Failed;
import io.backstitch.runtime.AttemptOutcome.Succeeded;
import java.time.Duration;

/**
 * What is recorded of an attempt that has ended, and with it whether there is another one. Pure but
 * for the random number that it is given.
 */
final class NextAttempt {

  private static final double MOST_JITTER = 0.2;

  private NextAttempt() {}

  /**
   * The fact that follows from an attempt.
   *
   * @param random 0 to 1; how much of the jitter to apply
   */
  static SagaFact fact(
      SagaState state, StepAttempt attempt, AttemptOutcome outcome, double random) {
    if (outcome instanceof Succeeded success) {
      return SagaFact.succeeded(attempt, success.result());
    }
    Failed failure = (Failed) outcome;
    SagaDefinition<?, ?> saga = state.saga();
    RetryPolicy policy = attempt.task().retry(saga);
    if (mayTryAgain(saga, attempt, failure, policy)) {
      Duration delay = delay(policy, attempt, failure, random);
      return SagaFact.failed(again(attempt), attempt, failure, delay);
    }
    Duration grace = state.failure() == null ? saga.grace().orElse(null) : null;
    return SagaFact.failed(gaveUp(state, attempt, failure), attempt, failure, grace);
  }

  private static boolean mayTryAgain(
      SagaDefinition<?, ?> saga, StepAttempt attempt, Failed failure, RetryPolicy policy) {
    boolean withoutEnd = !attempt.isUndo() && saga.isAfterPivot(attempt.step());
    return failure.kind().mayPass() && (withoutEnd || attempt.number() < policy.maxAttempts());
  }

  private static Duration delay(
      RetryPolicy policy, StepAttempt attempt, Failed failure, double random) {
    Duration full = policy.delayAfter(attempt.number());
    Duration delay = Duration.ofNanos((long) (full.toNanos() * (1 - MOST_JITTER * random)));
    Duration demanded = failure.retryAfter();
    return demanded != null && demanded.compareTo(delay) > 0 ? demanded : delay;
  }

  private static FactKind again(StepAttempt attempt) {
    return attempt.isUndo() ? FactKind.COMPENSATION_ATTEMPT_FAILED : FactKind.ATTEMPT_FAILED;
  }

  /** A last answer that says nothing of earlier attempts leaves those as they are: in doubt. */
  private static FactKind gaveUp(SagaState state, StepAttempt attempt, Failed failure) {
    if (attempt.isUndo()) {
      return FactKind.COMPENSATION_FAILED;
    }
    boolean unknown =
        switch (failure.effect()) {
          case CERTAINLY_NONE -> false;
          case NONE_THIS_TIME -> state.step(attempt.step()).perhapsDone();
          case UNKNOWN -> true;
        };
    boolean inDoubt = unknown && attempt.task().kind(state.saga()) == StepKind.REMOTE;
    return inDoubt ? FactKind.STEP_IN_DOUBT : FactKind.STEP_FAILED;
  }
}
