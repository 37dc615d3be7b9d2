package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.definition.SagaDefinition;
import io.backstitch.runtime.AttemptOutcome.Effect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** What happens to a saga, by chance: the same for the same seed. */
final class RandomLife {

  private static final int LONGEST = 40;
  private static final int ATTEMPTS_TO_END_IT = 60;
  private static final int LONGEST_END = 80;

  private final OperatedLife life;
  private final Random random;

  /** From now on everything succeeds, and operators only bring it to an end. */
  private final boolean lucky;

  private RandomLife(OperatedLife life, Random random, boolean lucky) {
    this.life = life;
    this.random = random;
    this.lucky = lucky;
  }

  RandomLife(SagaDefinition<?, ?> saga, Random random) {
    this(new OperatedLife(saga), random, false);
  }

  OperatedLife life() {
    return life;
  }

  void live() {
    for (int i = 0; i < LONGEST && !life.status().isFinal(); i++) {
      next();
      if (life.needsPerson()) {
        assertThat(life.allowed()).as("what operators can do").isNotEmpty();
        assertThat(random.nextInt(8) > 0 || canBeEnded()).as("some way out").isTrue();
      }
    }
  }

  private boolean canBeEnded() {
    for (int seed = 0; seed < ATTEMPTS_TO_END_IT; seed++) {
      RandomLife end = new RandomLife(life.copy(), new Random(seed), true);
      if (end.ends()) {
        return true;
      }
    }
    return false;
  }

  private boolean ends() {
    try {
      for (int i = 0; i < LONGEST_END && !life.status().isFinal(); i++) {
        next();
      }
    } catch (AssertionError e) {
      throw new AssertionError("on a way out: " + life, e);
    }
    return life.status().isFinal();
  }

  private void next() {
    if (life.needsPerson() || (!lucky && random.nextInt(6) == 0)) {
      operate();
    } else if (!life.isOwned()) {
      life.timePasses();
      life.take(FactKind.PICKED_UP);
    } else if (!lucky && random.nextInt(12) == 0) {
      interrupt();
    } else if (life.running.isEmpty()) {
      life.timePasses();
      assertThat(life.running).as("what runs once all waits are over").isNotEmpty();
    } else {
      attempt(one(new ArrayList<>(life.running)));
    }
  }

  private <T> T one(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private void operate() {
    List<OperatorAction> allowed = new ArrayList<>(life.allowed());
    if (lucky) {
      allowed.removeIf(action -> action.kind() == OperatorAction.Kind.PAUSE);
    }
    if (!allowed.isEmpty()) {
      life.act(one(allowed));
    }
  }

  // ---- An attempt ends.

  private void attempt(StepTask task) {
    StepProgress progress = life.state().step(task.step());
    int failed = task.isUndo() ? progress.failedUndos() : progress.failedAttempts();
    AttemptOutcome outcome =
        lucky || random.nextInt(3) > 0 ? success(task) : failure(task, one(effects(task)));
    Set<StepTask> others = new LinkedHashSet<>(life.running);
    others.remove(task);
    StepAttempt attempt = new StepAttempt(task, failed + 1);
    life.record(NextAttempt.fact(life.state(), attempt, outcome, random.nextDouble()), others);
  }

  private AttemptOutcome success(StepTask task) {
    life.witness.succeeded(task);
    return new AttemptOutcome.Succeeded(task.isUndo() ? null : "\"result\"");
  }

  /** A step does not say that it never took effect when it did. */
  private List<Effect> effects(StepTask task) {
    boolean wouldLie = !task.isUndo() && life.witness.hasEffect(task.step());
    return wouldLie ? List.of(Effect.NONE_THIS_TIME, Effect.UNKNOWN) : List.of(Effect.values());
  }

  private AttemptOutcome failure(StepTask task, Effect effect) {
    if (effect == Effect.UNKNOWN) {
      life.witness.unanswered(List.of(task), random);
    }
    FailureKind kind =
        effect == Effect.UNKNOWN
            ? one(List.of(FailureKind.values()))
            : one(List.of(FailureKind.PERMANENT, FailureKind.SECURITY));
    Duration later = random.nextInt(3) == 0 ? Duration.ofHours(1) : null;
    return new AttemptOutcome.Failed(kind, "no", effect, later);
  }

  // ---- Something happens to the saga as a whole.

  private void interrupt() {
    switch (random.nextInt(6)) {
      case 0 -> engineDies();
      case 1 -> engineDiesTooOften();
      case 2 -> engineDiesBeforeItLetGo(pauseOrCancel());
      case 3 -> engineLosesItTo(pauseOrCancel());
      case 4 -> timeIsOver();
      default -> graceIsOver();
    }
  }

  private OperatorAction.Kind pauseOrCancel() {
    return random.nextBoolean() ? OperatorAction.Kind.PAUSE : OperatorAction.Kind.CANCEL;
  }

  private void stopped() {
    life.witness.unanswered(life.running, random);
  }

  private void engineDies() {
    stopped();
    life.take(FactKind.TAKEN_OVER);
  }

  private void engineDiesTooOften() {
    stopped();
    life.takeOnly(FactKind.TAKEN_OVER);
    life.record(SagaFact.parked("too many recoveries"), Set.of());
  }

  /** As {@code OperatorDesk} and {@code OperatorEntry.addAfterTakingOver} do it. */
  private void engineDiesBeforeItLetGo(OperatorAction.Kind wanted) {
    if (life.isAllowedByForce(wanted)) {
      stopped();
      life.takeOnly(FactKind.TAKEN_OVER);
      life.act(wanted);
    }
  }

  /** A pivot that may run is always waited for. */
  private void engineLosesItTo(OperatorAction.Kind wanted) {
    boolean atPivot = life.saga().pivot().filter(life.state()::isReady).isPresent();
    if (!atPivot && life.isAllowedByForce(wanted)) {
      stopped();
      life.actByForce(wanted);
    }
  }

  private void timeIsOver() {
    if (life.state().canTimeOut(life.running)) {
      stopped();
      life.record(SagaFact.timedOut("too late", life.namesOfRunning()), Set.of());
    }
  }

  private void graceIsOver() {
    if (life.state().isAnyUnderWay()) {
      stopped();
      life.record(SagaFact.graceOver("too late", life.namesOfRunning()), Set.of());
    }
  }
}
