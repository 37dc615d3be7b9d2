package io.backstitch.runtime;

import io.backstitch.definition.CompensationDefinition;
import io.backstitch.definition.RetryPolicy;
import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.StepDefinition;
import io.backstitch.definition.StepKind;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that a saga can have to do: a step, or the compensation of one.
 *
 * @param step the step's name
 * @param direction which of the two
 */
record StepTask(String step, Direction direction) {

  /** Forward or back. */
  enum Direction {
    FORWARD,
    UNDO
  }

  static StepTask forward(String step) {
    return new StepTask(step, Direction.FORWARD);
  }

  static StepTask undo(String step) {
    return new StepTask(step, Direction.UNDO);
  }

  boolean isUndo() {
    return direction == Direction.UNDO;
  }

  StepKind kind(SagaDefinition<?, ?> saga) {
    return isUndo() ? compensation(saga).kind() : saga.step(step).kind();
  }

  RetryPolicy retry(SagaDefinition<?, ?> saga) {
    return isUndo() ? compensation(saga).retry() : saga.step(step).retry();
  }

  @Nullable Duration timeout(SagaDefinition<?, ?> saga) {
    return isUndo() ? compensation(saga).timeout() : saga.step(step).timeout();
  }

  private CompensationDefinition compensation(SagaDefinition<?, ?> saga) {
    StepDefinition<?> undone = saga.step(step);
    return Objects.requireNonNull(undone.compensation(), step + " has no compensation");
  }

  @Override
  public String toString() {
    return isUndo() ? "the compensation of " + step : step;
  }
}
