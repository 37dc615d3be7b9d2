package io.backstitch.runtime;

import io.backstitch.definition.StepDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What follows from a state: the status that is recorded with it, and what is to be done. Decided
 * without a clock, a database or a log, but for how long the steps still wait.
 *
 * @param status the status of a saga in this state
 * @param due what may begin once its wait is over, in the order of the graph
 * @param wakeIn how long until the first of it is due, for a saga that waits in the table
 * @param reason why the saga needs a person; null unless it is parked
 */
record SagaPlan(
    SagaStatus status, List<StepTask> due, @Nullable Duration wakeIn, @Nullable String reason) {

  /** Up to this long a retry waits in memory, beyond it in the table. */
  static final Duration LONGEST_WAIT_IN_MEMORY = Duration.ofSeconds(2);

  /**
   * The plan for a state.
   *
   * @param running what an engine is doing for the saga at this moment
   */
  static SagaPlan of(SagaState state, Set<StepTask> running) {
    SagaHold hold = state.hold();
    if (hold != null) {
      return new SagaPlan(hold.status(), List.of(), null, hold.reason());
    }
    if (state.failure() == null) {
      return forward(state, running);
    }
    List<StepTask> siblings = siblings(state);
    if (!siblings.isEmpty() || running.stream().anyMatch(task -> !task.isUndo())) {
      return goOn(SagaStatus.RUNNING, state, siblings, running);
    }
    return state.isPivotPassed()
        ? parked(ParkedReason.failedAfterPivot(state))
        : back(state, running);
  }

  private static SagaPlan forward(SagaState state, Set<StepTask> running) {
    if (state.isEachStepDone()) {
      return new SagaPlan(SagaStatus.COMPLETED, List.of(), null, null);
    }
    List<StepTask> ready = new ArrayList<>();
    for (StepDefinition<?> step : state.saga().steps()) {
      if (state.isReady(step.name())) {
        ready.add(StepTask.forward(step.name()));
      }
    }
    return goOn(SagaStatus.RUNNING, state, ready, running);
  }

  /** Steps that were under way when another one failed: they may finish. */
  private static List<StepTask> siblings(SagaState state) {
    List<StepTask> siblings = new ArrayList<>();
    for (StepDefinition<?> step : state.saga().steps()) {
      if (state.step(step.name()).mayStillFinish()) {
        siblings.add(StepTask.forward(step.name()));
      }
    }
    return siblings;
  }

  private static SagaPlan back(SagaState state, Set<StepTask> running) {
    List<StepTask> ready = new ArrayList<>();
    boolean everythingUndone = true;
    for (StepDefinition<?> step : state.saga().steps()) {
      everythingUndone &= Undoing.of(state, step) == Undoing.DONE;
      if (Undoing.mayBegin(state, step)) {
        ready.add(StepTask.undo(step.name()));
      }
    }
    if (everythingUndone) {
      return new SagaPlan(SagaStatus.COMPENSATED, List.of(), null, null);
    }
    return ready.isEmpty() && running.isEmpty()
        ? parked(ParkedReason.cannotUndo(state))
        : goOn(SagaStatus.COMPENSATING, state, ready, running);
  }

  private static SagaPlan goOn(
      SagaStatus status, SagaState state, List<StepTask> tasks, Set<StepTask> running) {
    List<StepTask> due = new ArrayList<>(tasks);
    due.removeAll(running);
    Duration first = state.orGraceOver(soonest(state, due));
    if (running.isEmpty() && first.compareTo(LONGEST_WAIT_IN_MEMORY) > 0) {
      return new SagaPlan(SagaStatus.WAITING, List.of(), first, null);
    }
    return new SagaPlan(status, due, null, null);
  }

  private static Duration soonest(SagaState state, List<StepTask> tasks) {
    Duration soonest = null;
    for (StepTask task : tasks) {
      Duration wait = state.step(task.step()).waits();
      if (soonest == null || wait.compareTo(soonest) < 0) {
        soonest = wait;
      }
    }
    return soonest == null ? Duration.ZERO : soonest;
  }

  private static SagaPlan parked(@Nullable String reason) {
    return new SagaPlan(SagaStatus.PARKED, List.of(), null, reason);
  }

  /** The status in which a saga in this state goes on once an engine has it. */
  static SagaStatus activeStatus(SagaState state) {
    boolean forward =
        state.failure() == null || !siblings(state).isEmpty() || state.isPivotPassed();
    return forward ? SagaStatus.RUNNING : SagaStatus.COMPENSATING;
  }

  boolean goesOnHere() {
    return status.isActive();
  }
}
