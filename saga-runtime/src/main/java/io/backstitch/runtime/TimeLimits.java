package io.backstitch.runtime;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded when the time of a saga, or of the siblings of a failed step, is over. Asked in
 * the {@link SagaTurn} of the saga.
 */
final class TimeLimits {

  private final SagaHistory history;
  private final RunningAttempts running;

  TimeLimits(SagaHistory history, RunningAttempts running) {
    this.history = history;
    this.running = running;
  }

  /** That the saga's own time is over, or null if that does not matter any more. */
  @Nullable SagaFact timedOutNow() {
    if (!history.state().canTimeOut(running.tasks())) {
      return null;
    }
    String limit = history.state().saga().timeout().map(Duration::toString).orElse("its time");
    return SagaFact.timedOut("the saga did not complete within " + limit, underWay());
  }

  /** That the siblings of the failed step had time enough, or null if they have still some. */
  @Nullable SagaFact graceOverNow() {
    if (!isGraceOver()) {
      return null;
    }
    String grace = history.state().saga().grace().map(Duration::toString).orElse("it");
    return SagaFact.graceOver(
        "another step had failed, and the grace time of " + grace + " was over", underWay());
  }

  boolean isGraceOver() {
    Duration left = graceLeft();
    return left != null && left.compareTo(Duration.ZERO) <= 0;
  }

  /** How long the siblings may still go on; null if there are none, or they may finish. */
  @Nullable Duration graceLeft() {
    return history.state().isAnyUnderWay() ? history.state().graceLeft() : null;
  }

  private Set<String> underWay() {
    return running.tasks().stream().map(StepTask::step).collect(Collectors.toSet());
  }
}
