package io.backstitch.processor;

import io.backstitch.graph.Said;
import java.util.List;
import java.util.Optional;

/** What a parameter turns out to be. */
sealed interface Binding {

  /** The step whose result it is, and which therefore comes before. */
  default Optional<StepSource> step() {
    return Optional.empty();
  }

  /** Whether it is known what the parameter is, or could be made out in spite of a mistake. */
  default boolean isSettled() {
    return true;
  }

  /** The saga's input. */
  record Input() implements Binding {}

  /** The engine provides it. */
  record Provided(Provision provision) implements Binding {}

  /** The result of a step. */
  record Result(StepSource taken) implements Binding {
    @Override
    public Optional<StepSource> step() {
      return Optional.of(taken);
    }
  }

  /** In a compensation, the result of its own step, or empty where the outcome is unknown. */
  record ResultIfKnown(StepSource taken) implements Binding {
    @Override
    public Optional<StepSource> step() {
      return Optional.of(taken);
    }
  }

  /** {@code @From} names no step; the one that was probably meant, if there is one. */
  record FromNoStep(Said<String> from, Optional<StepSource> meant) implements Binding {
    @Override
    public Optional<StepSource> step() {
      return meant;
    }

    @Override
    public boolean isSettled() {
      return meant.isPresent();
    }
  }

  /** {@code @From} names a step that returns something else, or nothing. */
  record FromOther(Said<String> from, StepSource named) implements Binding {
    @Override
    public boolean isSettled() {
      return false;
    }
  }

  /** Several steps return the type. */
  record Several(List<StepSource> candidates) implements Binding {
    @Override
    public boolean isSettled() {
      return false;
    }
  }

  /** Nobody provides the type. */
  record Nobody() implements Binding {
    @Override
    public boolean isSettled() {
      return false;
    }
  }

  /** An {@code Optional} of the result of a step that the method does not undo. */
  record OptionalOfOther(StepSource other) implements Binding {
    @Override
    public boolean isSettled() {
      return false;
    }
  }

  /** In a compensation of a step that is not there: nothing can be said. */
  record Moot() implements Binding {
    @Override
    public boolean isSettled() {
      return false;
    }
  }
}
