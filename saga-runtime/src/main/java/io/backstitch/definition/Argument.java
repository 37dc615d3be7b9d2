package io.backstitch.definition;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the value of one parameter comes from: from here the input and what the engine provides,
 * from {@link StepKey} the result of a step. The arguments of a step are its place in the graph:
 * who takes a result comes after the step that returns it.
 *
 * @param <T> the parameter's type
 */
public sealed interface Argument<T extends @Nullable Object> {

  /**
   * The saga's input.
   *
   * @param saga whose input
   * @return the argument
   * @param <I> the input
   */
  static <I extends @Nullable Object> Argument<I> input(SagaType<I, ?> saga) {
    return new Input<>(saga.input());
  }

  /**
   * What the engine provides: {@code StepContext}, or the step's transaction as {@code
   * java.sql.Connection} or {@code org.jooq.DSLContext}.
   *
   * @param type one of these types
   * @return the argument
   * @param <T> the type
   */
  static <T> Argument<T> provided(Class<T> type) {
    return new Provided<>(type);
  }

  /**
   * The saga's input.
   *
   * @param type its type
   * @param <T> the input
   */
  record Input<T extends @Nullable Object>(DataType<T> type) implements Argument<T> {}

  /**
   * The result of a step.
   *
   * @param step whose result
   * @param <T> the result
   */
  record Result<T extends @Nullable Object>(StepKey<T> step) implements Argument<T> {}

  /**
   * The result of a step, or empty where its outcome is unknown.
   *
   * @param step whose result
   * @param <T> the result
   */
  record ResultIfKnown<T>(StepKey<T> step) implements Argument<Optional<T>> {}

  /**
   * What the engine provides.
   *
   * @param type of what kind
   * @param <T> the type
   */
  record Provided<T>(Class<T> type) implements Argument<T> {}
}
