package io.backstitch.definition;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A step's name together with the type of its result.
 *
 * @param name the name stored with the step's result, at most 100 characters
 * @param type the type of the result; {@code Void} for a step that returns nothing
 * @param <T> the result
 */
public record StepKey<T extends @Nullable Object>(String name, DataType<T> type) {

  /** Checks the name. */
  public StepKey {
    if (name.isBlank() || name.length() > 100) {
      throw new IllegalArgumentException(
          "A step cannot be called '" + name + "': a name has 1 to 100 characters.");
    }
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

  boolean returnsSomething() {
    return !type.equals(DataType.of(Void.class));
  }

  @Override
  public String toString() {
    return name;
  }
}
