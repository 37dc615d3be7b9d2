package io.backstitch.runtime;

import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.StepDefinition;
import io.backstitch.definition.StepKind;
import io.backstitch.runtime.StepProgress.Phase;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
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
  private final @Nullable GoingBack back;
  private final @Nullable SagaHold hold;

  private SagaState(
      SagaDefinition<?, ?> saga,
      String key,
      Map<String, StepProgress> steps,
      @Nullable GoingBack back,
      @Nullable SagaHold hold) {
    this.saga = saga;
    this.key = key;
    this.steps = steps;
    this.back = back;
    this.hold = hold;
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
    return after(fact).notingUndo();
  }

  private SagaState after(SagaFact fact) {
    return switch (fact.kind()) {
      case STARTED, PICKED_UP, HANDED_OVER -> this;
      case TAKEN_OVER -> takenOver();
      case STEP_SUCCEEDED -> change(fact, step -> step.succeeded(fact.payload()));
      case ATTEMPT_FAILED -> change(fact, step -> step.attemptFailed(fact.retryIn()));
      case STEP_FAILED -> failed(fact, Phase.FAILED);
      case STEP_IN_DOUBT -> failed(fact, Phase.IN_DOUBT);
      case SAGA_TIMED_OUT, GRACE_OVER -> stopped(fact);
      case STEP_COMPENSATED -> change(fact, StepProgress::compensated);
      case COMPENSATION_ATTEMPT_FAILED -> change(fact, step -> step.undoFailed(fact.retryIn()));
      case COMPENSATION_FAILED -> change(fact, step -> step.stuck(failureOf(fact)));
      case SAGA_PARKED -> held(SagaHold.parked(fact.message()));
      case PAUSED, RESUMED, RETRIED, STEP_SKIPPED, STEP_COMPLETED, STEP_RESOLVED, CANCELLED ->
          OperatorChange.of(this, fact);
    };
  }

  /** Any remote step that was ready may have been called by the engine that died. */
  private SagaState takenOver() {
    return perhapsCalled(readyRemoteSteps());
  }

  /** Some steps may have been called, and nobody knows what became of that. */
  SagaState perhapsCalled(Set<String> called) {
    if (called.isEmpty()) {
      return this;
    }
    Map<String, StepProgress> next = new HashMap<>(steps);
    called.forEach(step -> next.put(step, step(step).markPerhapsDone()));
    return with(next);
  }

  private SagaState change(SagaFact fact, UnaryOperator<StepProgress> change) {
    String name = fact.stepName();
    Map<String, StepProgress> next = new HashMap<>(steps);
    next.put(saga.step(name).name(), change.apply(step(name)));
    return with(next);
  }

  /** The same saga with its steps elsewhere. */
  SagaState with(Map<String, StepProgress> next) {
    return new SagaState(saga, key, next, back, hold);
  }

  /** The same saga, standing still or going on. */
  SagaState held(@Nullable SagaHold how) {
    return new SagaState(saga, key, steps, back, how);
  }

  /** The same saga, going back, or forward again. */
  SagaState goingBack(@Nullable GoingBack how) {
    return new SagaState(saga, key, steps, how, hold);
  }

  /** Once a compensation may be called, the answer may be lost: so it is remembered at once. */
  private SagaState notingUndo() {
    GoingBack now = back;
    if (now == null || now.undoBegun() || isAnyUnderWay() || isPivotPassed()) {
      return this;
    }
    return Undoing.mayBeginSomewhere(this) ? goingBack(now.withUndoBegun()) : this;
  }

  private SagaState failed(SagaFact fact, Phase phase) {
    SagaFailure why = failureOf(fact);
    SagaState next = change(fact, step -> step.gaveUp(phase, why));
    return back != null
        ? next
        : next.marking(this::isReady, why).goingBack(GoingBack.because(why, fact.retryIn()));
  }

  /**
   * The time of the whole saga was over, or that of the siblings of a failed step: nothing new is
   * tried, and every remote step that was under way, or whose last attempt got no answer, is in
   * doubt. A transactional one was rolled back.
   */
  private SagaState stopped(SagaFact fact) {
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
    return with(next).goingBack(back == null ? GoingBack.because(why, null) : back.withoutGrace());
  }

  private SagaState marking(Predicate<String> underWay, SagaFailure why) {
    Map<String, StepProgress> next = new HashMap<>(steps);
    for (StepDefinition<?> step : saga.steps()) {
      if (!step.name().equals(why.step()) && underWay.test(step.name())) {
        next.put(step.name(), step(step.name()).markUnderWay());
      }
    }
    return with(next);
  }

  static SagaFailure failureOf(SagaFact fact) {
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
      if (!step(before).isDone()) {
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
    boolean goesForward = back == null || isAnyUnderWay();
    return goesForward && !pivotBegun;
  }

  boolean isEachStepDone() {
    for (StepDefinition<?> step : saga.steps()) {
      if (!step(step.name()).isDone()) {
        return false;
      }
    }
    return true;
  }

  /** Whether a step that was begun before another one failed may still finish. */
  boolean isAnyUnderWay() {
    return steps.values().stream().anyMatch(StepProgress::mayStillFinish);
  }

  /** What an engine may have called when it lost the saga. */
  Set<String> readyRemoteSteps() {
    Set<String> ready = new LinkedHashSet<>();
    for (StepDefinition<?> step : saga.steps()) {
      boolean mayRun = back == null || step(step.name()).mayStillFinish();
      if (step.kind() == StepKind.REMOTE && mayRun && isReady(step.name())) {
        ready.add(step.name());
      }
    }
    return ready;
  }

  /** How long the siblings of the failed step may still go on, or null for as long as they take. */
  @Nullable Duration graceLeft() {
    Long ends = back == null ? null : back.graceEnds();
    return ends == null ? null : Duration.ofNanos(ends - System.nanoTime());
  }

  /** The shorter of a wait and what is left of the grace time. */
  Duration orGraceOver(Duration wait) {
    Duration grace = graceLeft();
    return grace == null || grace.compareTo(wait) > 0 ? wait : grace;
  }

  boolean isPivotPassed() {
    return saga.pivot().filter(pivot -> step(pivot).is(Phase.SUCCEEDED)).isPresent();
  }

  /** What made the saga stop going forward, or null while it does. */
  @Nullable SagaFailure failure() {
    return back == null ? null : back.why();
  }

  /** The same with how far that is. */
  @Nullable GoingBack back() {
    return back;
  }

  /** That the saga as a whole stands still, or null while it does not. */
  @Nullable SagaHold hold() {
    return hold;
  }
}
