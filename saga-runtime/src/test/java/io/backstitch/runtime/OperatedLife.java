package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.StepDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A saga that engines and operators work on, without a database, a thread or a clock: the pure
 * parts of the engine put together as {@link SagaRun}, {@link Caretaker} and {@link OperatorDesk}
 * do it. A {@link LifeWitness} looks on.
 */
final class OperatedLife {

  private static final OperatorAction.By BY = new OperatorAction.By("eve", "to see");

  final LifeWitness witness;
  final Set<StepTask> running = new LinkedHashSet<>();
  private final SagaDefinition<?, ?> saga;
  private final List<SagaFact> journal = new ArrayList<>();
  private final List<String> log = new ArrayList<>();
  private final Set<String> moves = new TreeSet<>();
  private SagaState state;
  private SagaStatus status = SagaStatus.QUEUED;
  private boolean owned;

  OperatedLife(SagaDefinition<?, ?> saga) {
    this(saga, new LifeWitness(saga));
    journal.add(SagaFact.of(FactKind.STARTED));
  }

  private OperatedLife(SagaDefinition<?, ?> saga, LifeWitness witness) {
    this.saga = saga;
    this.witness = witness;
    this.state = SagaState.begin(saga, "key");
  }

  OperatedLife copy() {
    OperatedLife copy = new OperatedLife(saga, witness.copy());
    copy.running.addAll(running);
    copy.journal.addAll(journal);
    copy.log.addAll(log);
    copy.state = state;
    copy.status = status;
    copy.owned = owned;
    return copy;
  }

  SagaDefinition<?, ?> saga() {
    return saga;
  }

  SagaState state() {
    return state;
  }

  SagaStatus status() {
    return status;
  }

  boolean isOwned() {
    return owned;
  }

  boolean needsPerson() {
    return status == SagaStatus.PARKED || status == SagaStatus.PAUSED;
  }

  Set<String> moves() {
    return moves;
  }

  Set<String> namesOfRunning() {
    return running.stream().map(StepTask::step).collect(Collectors.toSet());
  }

  /** The engine that owns the saga records a fact, and begins what follows from it. */
  void record(SagaFact fact, Set<StepTask> stillRunning) {
    SagaPlan plan = add(fact, stillRunning);
    running.retainAll(stillRunning);
    owned = plan.goesOnHere();
    if (owned) {
      begin(plan);
    } else {
      running.clear();
    }
  }

  private SagaPlan add(SagaFact fact, Set<StepTask> stillRunning) {
    SagaState next = state.with(fact);
    SagaPlan plan = SagaPlan.of(next, stillRunning);
    become(fact, next, plan.status());
    return plan;
  }

  private void become(SagaFact fact, SagaState next, SagaStatus after) {
    String step = fact.step() == null ? "" : " " + fact.step();
    log.add(
        "%s%s%s: %s -> %s"
            .formatted(
                fact.kind(), step, fact.steps().isEmpty() ? "" : fact.steps(), status, after));
    journal.add(fact);
    moves.add(status + ">" + after);
    SagaStatus before = status;
    state = next;
    status = after;
    witness.moves(before, after);
  }

  private void begin(SagaPlan plan) {
    for (StepTask task : plan.due()) {
      if (state.step(task.step()).waits().compareTo(Duration.ZERO) <= 0) {
        witness.begins(task, state, running);
        running.add(task);
      }
    }
  }

  /** All waits are over. */
  void timePasses() {
    journal.replaceAll(OperatedLife::withoutWait);
    state = SagaState.fold(saga, "key", journal);
    if (owned) {
      begin(SagaPlan.of(state, running));
    }
  }

  private static SagaFact withoutWait(SagaFact fact) {
    return fact.retryIn() == null
        ? fact
        : new SagaFact(
            fact.kind(),
            fact.step(),
            fact.attempt(),
            fact.payload(),
            fact.failure(),
            fact.message(),
            Duration.ZERO,
            fact.steps());
  }

  /** An engine makes the saga its own, and begins what there is to do. */
  void take(FactKind how) {
    takeOnly(how);
    assertThat(state.hold()).as("why nobody may take it").isNull();
    SagaPlan plan = SagaPlan.of(state, Set.of());
    if (plan.status() == SagaStatus.WAITING) {
      record(SagaFact.of(FactKind.HANDED_OVER), Set.of());
      return;
    }
    assertThat(plan.status()).as("what the plan makes of what was taken").isEqualTo(status);
    begin(plan);
    assertThat(plan.due()).as("what there is to do, now or soon").isNotEmpty();
  }

  /** The same for an engine that has something else in mind. */
  void takeOnly(FactKind how) {
    SagaFact fact = SagaFact.of(how);
    SagaState next = state.with(fact);
    running.clear();
    owned = true;
    become(fact, next, SagaPlan.activeStatus(next));
  }

  /** What operators may do if the steps that run are let go on. */
  List<OperatorAction> allowed() {
    if (!running.isEmpty()) {
      return List.of();
    }
    List<OperatorAction> allowed = new ArrayList<>();
    for (OperatorAction.Kind kind : OperatorAction.Kind.values()) {
      if (!owned || kind.canBeRequested()) {
        addAllowed(kind, allowed);
      }
    }
    return allowed;
  }

  private void addAllowed(OperatorAction.Kind kind, List<OperatorAction> allowed) {
    if (!kind.isAboutStep()) {
      addIfAllowed(OperatorAction.of(kind, BY), allowed);
      return;
    }
    for (StepDefinition<?> step : saga.steps()) {
      addIfAllowed(new OperatorAction(kind, step.name(), null, BY), allowed);
    }
  }

  private void addIfAllowed(OperatorAction action, List<OperatorAction> allowed) {
    if (isAllowed(action, state)) {
      allowed.add(action);
    }
  }

  /**
   * Whether the saga may be taken away from its engine, which may call its steps at this moment.
   */
  boolean isAllowedByForce(OperatorAction.Kind kind) {
    SagaState seen = state.perhapsCalled(state.readyRemoteSteps());
    return isAllowed(OperatorAction.of(kind, BY), seen);
  }

  private boolean isAllowed(OperatorAction action, SagaState seen) {
    return new OperatorRules(seen, status).refusal(action).isEmpty();
  }

  void actByForce(OperatorAction.Kind kind) {
    act(OperatorAction.of(kind, BY), state.readyRemoteSteps());
  }

  void act(OperatorAction.Kind kind) {
    act(OperatorAction.of(kind, BY));
  }

  void act(OperatorAction action) {
    act(action, Set.of());
  }

  private void act(OperatorAction action, Set<String> perhapsCalled) {
    running.clear();
    owned = false;
    witness.did(action);
    OperatorAction.Kind kind = action.kind();
    var unused =
        add(
            new SagaFact(
                kind.fact(),
                action.step(),
                0,
                kind == OperatorAction.Kind.COMPLETE ? "\"by hand\"" : null,
                kind == OperatorAction.Kind.CANCEL ? FailureKind.PERMANENT : null,
                action.message(),
                null,
                perhapsCalled),
            Set.of());
  }

  @Override
  public String toString() {
    return witness + "\n  " + String.join("\n  ", log) + "\n  running: " + running;
  }
}
