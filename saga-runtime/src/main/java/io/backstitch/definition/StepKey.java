package io.backstitch.definition;

import io.backstitch.graph.NameOfStep;
import io.backstitch.graph.Problem;
import io.backstitch.graph.Problem.Written;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A step's name together with the type of its result.
 *
 * @param name the name stored with the step's result, at most 100 printable characters
 * @param type the type of the result; {@code Void} for a step that returns nothing
 * @param <T> the result
 */
public record StepKey<T extends @Nullable Object>(String name, DataType<T> type) {

  /** Checks the name. */
  public StepKey {
    NameOfStep.objection(name)
        .ifPresent(
            objection -> {
              throw new IllegalArgumentException(
                  Problem.BAD_STEP_NAME.message("", Written.BY_HAND, name, objection));
            });
    Objects.requireNonNull(type, "type");
  }

  /**
   * A step that returns something.
   *
   * @param name the step's name
   * @param type the type of its result
   * @return the key
   * @param <T> the result
   */
  public static <T> StepKey<T> of(String name, Class<T> type) {
    return new StepKey<>(name, DataType.of(type));
  }

  /**
   * A step that returns nothing.
   *
   * @param name the step's name
   * @return the key
   */
  public static StepKey<Void> of(String name) {
    return of(name, Void.class);
  }

  /**
   * The step's result as an argument, and an edge of the graph.
   *
   * @return the argument
   */
  public Argument<T> result() {
    return new Argument.Result<>(this);
  }

  /**
   * The step's result as an argument of the compensation that undoes it, or empty where nobody
   * knows whether the step took effect.
   *
   * @return the argument
   */
  public Argument<Optional<T>> resultIfKnown() {
    return new Argument.ResultIfKnown<>(this);
  }

  boolean returnsSomething() {
    return !type.equals(DataType.of(Void.class));
  }

  @Override
  public String toString() {
    return name;
  }
}
