package io.backstitch.definition;

import org.jspecify.annotations.Nullable;

/** The methods that can be a step with a result, by the number of their parameters. */
public final class StepFunction {

  private StepFunction() {}

  /**
   * A method with any number of parameters, which asks for their values.
   *
   * @param <R> the result
   */
  @FunctionalInterface
  public interface OfValues<R extends @Nullable Object> {
    /**
     * Calls the method.
     *
     * @param values gives the value of each argument that was named before
     * @return its result; null where it returns nothing
     * @throws Exception whatever the method throws
     */
    @Nullable R call(Call.Values values) throws Exception;
  }

  /**
   * A method with no parameter.
   *
   * @param <R> the result
   */
  @FunctionalInterface
  public interface Of0<R extends @Nullable Object> {
    /**
     * Calls the method.
     *
     * @return its result
     * @throws Exception whatever the method throws
     */
    R call() throws Exception;
  }

  /**
   * A method with one parameter.
   *
   * @param <A> the type of parameter 1
   * @param <R> the result
   */
  @FunctionalInterface
  public interface Of1<A extends @Nullable Object, R extends @Nullable Object> {
    /**
     * Calls the method.
     *
     * @param a argument 1
     * @return its result
     * @throws Exception whatever the method throws
     */
    R call(A a) throws Exception;
  }

  /**
   * A method with two parameters.
   *
   * @param <A> the type of parameter 1
   * @param <B> the type of parameter 2
   * @param <R> the result
   */
  @FunctionalInterface
  public interface Of2<
      A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> {
    /**
     * Calls the method.
     *
     * @param a argument 1
     * @param b argument 2
     * @return its result
     * @throws Exception whatever the method throws
     */
    R call(A a, B b) throws Exception;
  }

  /**
   * A method with three parameters.
   *
   * @param <A> the type of parameter 1
   * @param <B> the type of parameter 2
   * @param <C> the type of parameter 3
   * @param <R> the result
   */
  @FunctionalInterface
  public interface Of3<
      A extends @Nullable Object,
      B extends @Nullable Object,
      C extends @Nullable Object,
      R extends @Nullable Object> {
    /**
     * Calls the method.
     *
     * @param a argument 1
     * @param b argument 2
     * @param c argument 3
     * @return its result
     * @throws Exception whatever the method throws
     */
    R call(A a, B b, C c) throws Exception;
  }

  /**
   * A method with four parameters.
   *
   * @param <A> the type of parameter 1
   * @param <B> the type of parameter 2
   * @param <C> the type of parameter 3
   * @param <D> the type of parameter 4
   * @param <R> the result
   */
  @FunctionalInterface
  public interface Of4<
      A extends @Nullable Object,
      B extends @Nullable Object,
      C extends @Nullable Object,
      D extends @Nullable Object,
      R extends @Nullable Object> {
    /**
     * Calls the method.
     *
     * @param a argument 1
     * @param b argument 2
     * @param c argument 3
     * @param d argument 4
     * @return its result
     * @throws Exception whatever the method throws
     */
    R call(A a, B b, C c, D d) throws Exception;
  }

  /**
   * A method with five parameters.
   *
   * @param <A> the type of parameter 1
   * @param <B> the type of parameter 2
   * @param <C> the type of parameter 3
   * @param <D> the type of parameter 4
   * @param <E> the type of parameter 5
   * @param <R> the result
   */
  @FunctionalInterface
  public interface Of5<
      A extends @Nullable Object,
      B extends @Nullable Object,
      C extends @Nullable Object,
      D extends @Nullable Object,
      E extends @Nullable Object,
      R extends @Nullable Object> {
    /**
     * Calls the method.
     *
     * @param a argument 1
     * @param b argument 2
     * @param c argument 3
     * @param d argument 4
     * @param e argument 5
     * @return its result
     * @throws Exception whatever the method throws
     */
    R call(A a, B b, C c, D d, E e) throws Exception;
  }

  /**
   * A method with six parameters.
   *
   * @param <A> the type of parameter 1
   * @param <B> the type of parameter 2
   * @param <C> the type of parameter 3
   * @param <D> the type of parameter 4
   * @param <E> the type of parameter 5
   * @param <F> the type of parameter 6
   * @param <R> the result
   */
  @FunctionalInterface
  public interface Of6<
      A extends @Nullable Object,
      B extends @Nullable Object,
      C extends @Nullable Object,
      D extends @Nullable Object,
      E extends @Nullable Object,
      F extends @Nullable Object,
      R extends @Nullable Object> {
    /**
     * Calls the method.
     *
     * @param a argument 1
     * @param b argument 2
     * @param c argument 3
     * @param d argument 4
     * @param e argument 5
     * @param f argument 6
     * @return its result
     * @throws Exception whatever the method throws
     */
    R call(A a, B b, C c, D d, E e, F f) throws Exception;
  }

  /**
   * A method with seven parameters.
   *
   * @param <A> the type of parameter 1
   * @param <B> the type of parameter 2
   * @param <C> the type of parameter 3
   * @param <D> the type of parameter 4
   * @param <E> the type of parameter 5
   * @param <F> the type of parameter 6
   * @param <G> the type of parameter 7
   * @param <R> the result
   */
  @FunctionalInterface
  public interface Of7<
      A extends @Nullable Object,
      B extends @Nullable Object,
      C extends @Nullable Object,
      D extends @Nullable Object,
      E extends @Nullable Object,
      F extends @Nullable Object,
      G extends @Nullable Object,
      R extends @Nullable Object> {
    /**
     * Calls the method.
     *
     * @param a argument 1
     * @param b argument 2
     * @param c argument 3
     * @param d argument 4
     * @param e argument 5
     * @param f argument 6
     * @param g argument 7
     * @return its result
     * @throws Exception whatever the method throws
     */
    R call(A a, B b, C c, D d, E e, F f, G g) throws Exception;
  }

  /**
   * A method with eight parameters.
   *
   * @param <A> the type of parameter 1
   * @param <B> the type of parameter 2
   * @param <C> the type of parameter 3
   * @param <D> the type of parameter 4
   * @param <E> the type of parameter 5
   * @param <F> the type of parameter 6
   * @param <G> the type of parameter 7
   * @param <H> the type of parameter 8
   * @param <R> the result
   */
  @FunctionalInterface
  public interface Of8<
      A extends @Nullable Object,
      B extends @Nullable Object,
      C extends @Nullable Object,
      D extends @Nullable Object,
      E extends @Nullable Object,
      F extends @Nullable Object,
      G extends @Nullable Object,
      H extends @Nullable Object,
      R extends @Nullable Object> {
    /**
     * Calls the method.
     *
     * @param a argument 1
     * @param b argument 2
     * @param c argument 3
     * @param d argument 4
     * @param e argument 5
     * @param f argument 6
     * @param g argument 7
     * @param h argument 8
     * @return its result
     * @throws Exception whatever the method throws
     */
    R call(A a, B b, C c, D d, E e, F f, G g, H h) throws Exception;
  }
}
