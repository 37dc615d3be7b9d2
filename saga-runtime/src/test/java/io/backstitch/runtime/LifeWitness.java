package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.StepDefinition;
import io.backstitch.definition.StepKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Knows of one saga what its journal cannot know: which effects there really are, and what was
 * called. Fails as soon as the saga is where it must never be.
 */
final class LifeWitness {

  private final SagaDefinition<?, ?> saga;
  private final Set<String> effects = new LinkedHashSet<>();
  private final Set<String> undoCalled = new LinkedHashSet<>();

  LifeWitness(SagaDefinition<?, ?> saga) {
    this.saga = saga;
  }

  LifeWitness copy() {
    LifeWitness copy = new LifeWitness(saga);
    copy.effects.addAll(effects);
    copy.undoCalled.addAll(undoCalled);
    return copy;
  }

  boolean hasEffect(String step) {
    return effects.contains(step);
  }

  void succeeded(StepTask task) {
    if (task.isUndo()) {
      effects.remove(task.step());
    } else {
      effects.add(task.step());
    }
  }

  /** Calls that never got an answer: a remote one may have taken effect, or may have undone it. */
  void unanswered(Iterable<StepTask> calls, Random random) {
    for (StepTask call : calls) {
      if (call.kind(saga) == StepKind.REMOTE && random.nextBoolean()) {
        succeeded(call);
      }
    }
  }

  /** Operators are believed. */
  void did(OperatorAction action) {
    switch (action.kind()) {
      case COMPLETE -> effects.add(action.stepName());
      case SKIP, RESOLVE -> effects.remove(action.stepName());
      default -> {}
    }
  }

  void begins(StepTask task, SagaState state, Set<StepTask> running) {
    if (task.isUndo()) {
      undoCalled.add(task.step());
      assertThat(running).as("what runs forward when %s begins", task).allMatch(StepTask::isUndo);
      return;
    }
    assertThat(undoCalled).as("what was undone before").doesNotContain(task.step());
    List<String> notDone = new ArrayList<>(saga.graph().ancestors(task.step()));
    notDone.removeIf(before -> state.step(before).isDone());
    assertThat(notDone).as("what comes before %s and is not done when it begins", task).isEmpty();
  }

  void moves(SagaStatus before, SagaStatus after) {
    assertThat(before.mayBecome(after)).as("%s may become %s", before, after).isTrue();
    if (after == SagaStatus.COMPLETED) {
      assertThat(undoCalled).as("what was undone of a saga that is COMPLETED").isEmpty();
    }
    if (after == SagaStatus.COMPENSATED) {
      List<String> left = new ArrayList<>(effects);
      left.removeIf(step -> saga.step(step).compensation() == null);
      assertThat(left).as("effects left of a saga that is COMPENSATED").isEmpty();
    }
  }

  /** The graph in one line, and what there is of it. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (StepDefinition<?> step : saga.steps()) {
      boolean pivot = saga.pivot().filter(step.name()::equals).isPresent();
      text.append(pivot ? "pivot " : "").append(step.kind()).append(' ').append(step.name());
      text.append(saga.graph().predecessors(step.name())).append(undoOf(step)).append("; ");
    }
    return text + "effects " + effects + ", undo called " + undoCalled;
  }

  private static String undoOf(StepDefinition<?> step) {
    if (step.compensation() == null) {
      return step.noCompensation() == null ? "" : " needs no undo";
    }
    return step.compensation().canUndoUnknownOutcome() ? " undo even if unknown" : " undo";
  }
}
