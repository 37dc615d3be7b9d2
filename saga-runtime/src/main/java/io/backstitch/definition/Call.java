package io.backstitch.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method and where its arguments come from, as a builder was told by {@code takes} and {@code
 * runs}.
 *
 * @param <R> the method's result; {@code Void} for a method that returns nothing
 */
public final class Call<R extends @Nullable Object> {

  /** The values of the arguments, for one call. */
  @FunctionalInterface
  public interface Values {
    /**
     * The value of one of the arguments that the call was declared with.
     *
     * @param argument one of them
     * @return its value
     * @param <T> its type
     */
    <T extends @Nullable Object> T get(Argument<T> argument);
  }

  private final List<Argument<?>> arguments;
  private final StepFunction.OfValues<R> method;

  Call(List<Argument<?>> arguments, StepFunction.OfValues<R> method) {
    this.arguments = arguments;
    this.method = method;
  }

  /**
   * Where the arguments come from.
   *
   * @return the arguments, in the order of the method's parameters
   */
  public List<Argument<?>> arguments() {
    return arguments;
  }

  /**
   * Calls the method, in the current thread.
   *
   * @param values gives the value of each argument
   * @return the method's result; null where it returns nothing
   * @throws Exception whatever the method throws
   */
  public @Nullable R invoke(Values values) throws Exception {
    return method.call(values);
  }
}
