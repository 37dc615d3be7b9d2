package io.backstitch.runtime;

import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.StepDefinition;
import io.backstitch.runtime.AttemptOutcome.Effect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Facts that an engine and operators could have recorded of a saga, in an order in which that is
 * possible; the same for the same seed.
 */
final class RandomHistory {

  private static final int LONGEST = 24;
  private static final OperatorAction.By BY = new OperatorAction.By("eve", "to see");

  /**
   * A saga after one more fact.
   *
   * @param fact the fact
   * @param state the saga after it
   * @param plan what the engine makes of that
   */
  record Moment(SagaFact fact, SagaState state, SagaPlan plan) {}

  private final Random random;
  private final List<Moment> moments = new ArrayList<>();
  private SagaState state;
  private SagaPlan plan;

  private RandomHistory(SagaDefinition<?, ?> saga, Random random) {
    this.random = random;
    this.state = SagaState.begin(saga, "key");
    this.plan = SagaPlan.of(state, Set.of());
  }

  static List<Moment> of(SagaDefinition<?, ?> saga, Random random) {
    RandomHistory history = new RandomHistory(saga, random);
    history.add(SagaFact.of(FactKind.STARTED));
    while (!history.plan.status().isFinal() && history.moments.size() < LONGEST) {
      history.addNext();
    }
    return history.moments;
  }

  /** What was the case when a fact came, in so far as it decides what follows from that. */
  static Set<String> situations(List<Moment> history) {
    Set<String> situations = new HashSet<>();
    for (int i = 1; i < history.size(); i++) {
      SagaState before = history.get(i - 1).state();
      SagaFact fact = history.get(i).fact();
      String step = fact.step();
      SagaFailure failure = before.failure();
      situations.add(
          String.join(
              " ",
              fact.kind().name(),
              history.get(i - 1).plan().status().name(),
              step == null ? "" : before.step(step).phase().name(),
              failure == null ? "" : failure.step() == null ? "whole" : "step",
              before.isPivotPassed() ? "pivot" : "",
              before.isAnyUnderWay() ? "siblings" : "",
              OperatorChange.isUndoBegun(before) ? "undone" : "",
              history.get(i).state().failure() == null ? "onwards" : "",
              history.get(i).plan().status().name()));
    }
    return situations;
  }

  private void add(SagaFact fact) {
    state = state.with(fact);
    plan = SagaPlan.of(state, Set.of());
    moments.add(new Moment(fact, state, plan));
  }

  private void addNext() {
    if (random.nextInt(5) == 0 || state.hold() != null || plan.status() == SagaStatus.PARKED) {
      operate();
    } else if (state.isAnyUnderWay() && random.nextInt(6) == 0) {
      add(SagaFact.graceOver("too late", some(state.readyRemoteSteps())));
    } else if (random.nextInt(12) == 0) {
      interrupt();
    } else {
      attempt();
    }
  }

  /** What happens to the saga as a whole. */
  private void interrupt() {
    switch (random.nextInt(4)) {
      case 0 -> add(SagaFact.of(FactKind.HANDED_OVER));
      case 1 -> add(SagaFact.parked("too many recoveries"));
      case 2 -> {
        if (state.canTimeOut(Set.of())) {
          add(SagaFact.timedOut("too late", some(state.readyRemoteSteps())));
        }
      }
      default -> add(SagaFact.of(FactKind.TAKEN_OVER));
    }
  }

  /** A step or a compensation is tried, whether it has waited long enough or not. */
  private void attempt() {
    List<StepTask> next = new ArrayList<>();
    for (StepDefinition<?> step : state.saga().steps()) {
      StepReadiness readiness = StepReadiness.of(state, step);
      if (readiness.next()) {
        next.add(new StepTask(step.name(), readiness.direction()));
      }
    }
    if (next.isEmpty()) {
      return;
    }
    StepTask task = next.get(random.nextInt(next.size()));
    StepProgress progress = state.step(task.step());
    int failed = task.isUndo() ? progress.failedUndos() : progress.failedAttempts();
    StepAttempt attempt = new StepAttempt(task, failed + 1);
    add(NextAttempt.fact(state, attempt, outcome(task), random.nextDouble()));
  }

  private AttemptOutcome outcome(StepTask task) {
    if (random.nextInt(3) > 0) {
      return new AttemptOutcome.Succeeded(
          task.isUndo() ? null : "\"" + task.step() + moments.size() + "\"");
    }
    Effect effect = Effect.values()[random.nextInt(3)];
    FailureKind kind = FailureKind.values()[random.nextInt(4)];
    Duration later = random.nextInt(3) == 0 ? Duration.ofHours(1) : null;
    return new AttemptOutcome.Failed(kind, "no " + moments.size(), effect, later);
  }

  /** What an operator may do now, if there is something. */
  private void operate() {
    OperatorRules rules = new OperatorRules(state, plan.status());
    List<OperatorAction> allowed = new ArrayList<>();
    for (OperatorAction.Kind kind : OperatorAction.Kind.values()) {
      for (StepDefinition<?> step : state.saga().steps()) {
        OperatorAction action =
            new OperatorAction(kind, kind.isAboutStep() ? step.name() : null, null, BY);
        if (rules.refusal(action).isEmpty() && !allowed.contains(action)) {
          allowed.add(action);
        }
      }
    }
    if (!allowed.isEmpty()) {
      add(fact(allowed.get(random.nextInt(allowed.size()))));
    }
  }

  private SagaFact fact(OperatorAction action) {
    boolean completes = action.kind() == OperatorAction.Kind.COMPLETE;
    boolean stops = action.kind().canBeRequested() && random.nextBoolean();
    return new SagaFact(
        action.kind().fact(),
        action.step(),
        0,
        completes ? "\"by hand\"" : null,
        action.kind() == OperatorAction.Kind.CANCEL ? FailureKind.PERMANENT : null,
        action.message(),
        null,
        stops ? some(state.readyRemoteSteps()) : Set.of());
  }

  private Set<String> some(Set<String> steps) {
    Set<String> some = new LinkedHashSet<>();
    steps.stream().filter(step -> random.nextInt(3) > 0).forEach(some::add);
    return some;
  }
}
