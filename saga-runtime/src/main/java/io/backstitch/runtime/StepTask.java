package io.backstitch.runtime;

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

  @Override
  public String toString() {
    return isUndo() ? "the compensation of " + step : step;
  }
}
