package io.backstitch.definition;

import org.jspecify.annotations.Nullable;

/**
 * The methods that can be a step without a result or a compensation, by the number of their
 * parameters.
 */
public final class StepAction {

  private StepAction() {}

  /** A method with any number of parameters, which asks for their values. */
  @FunctionalInterface
  public interface OfValues {
    /**
     * Calls the method.
     *
     * @param values gives the value of each argument that was named before
     * @throws Exception whatever the method throws
     */
    void call(Call.Values values) throws Exception;
  }

  /** A method with no parameter. */
  @FunctionalInterface
  public interface Of0 {
    /**
     * Calls the method.
     *
     * @throws Exception whatever the method throws
     */
    void call() throws Exception;
  }

  /**
   * A method with one parameter.
   *
   * @param <A> the type of parameter 1
   */
  @FunctionalInterface
  public interface Of1<A extends @Nullable Object> {
    /**
     * Calls the method.
     *
     * @param a argument 1
     * @throws Exception whatever the method throws
     */
    void call(A a) throws Exception;
  }

  /**
   * A method with two parameters.
   *
   * @param <A> the type of parameter 1
   * @param <B> the type of parameter 2
   */
  @FunctionalInterface
  public interface Of2<A extends @Nullable Object, B extends @Nullable Object> {
    /**
     * Calls the method.
     *
     * @param a argument 1
     * @param b argument 2
     * @throws Exception whatever the method throws
     */
    void call(A a, B b) throws Exception;
  }

  /**
   * A method with three parameters.
   *
   * @param <A> the type of parameter 1
   * @param <B> the type of parameter 2
   * @param <C> the type of parameter 3
   */
  @FunctionalInterface
  public interface Of3<
      A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> {
    /**
     * Calls the method.
     *
     * @param a argument 1
     * @param b argument 2
     * @param c argument 3
     * @throws Exception whatever the method throws
     */
    void call(A a, B b, C c) throws Exception;
  }

  /**
   * A method with four parameters.
   *
   * @param <A> the type of parameter 1
   * @param <B> the type of parameter 2
   * @param <C> the type of parameter 3
   * @param <D> the type of parameter 4
   */
  @FunctionalInterface
  public interface Of4<
      A extends @Nullable Object,
      B extends @Nullable Object,
      C extends @Nullable Object,
      D extends @Nullable Object> {
    /**
     * Calls the method.
     *
     * @param a argument 1
     * @param b argument 2
     * @param c argument 3
     * @param d argument 4
     * @throws Exception whatever the method throws
     */
    void call(A a, B b, C c, D d) throws Exception;
  }

  /**
   * A method with five parameters.
   *
   * @param <A> the type of parameter 1
   * @param <B> the type of parameter 2
   * @param <C> the type of parameter 3
   * @param <D> the type of parameter 4
   * @param <E> the type of parameter 5
   */
  @FunctionalInterface
  public interface Of5<
      A extends @Nullable Object,
      B extends @Nullable Object,
      C extends @Nullable Object,
      D extends @Nullable Object,
      E extends @Nullable Object> {
    /**
     * Calls the method.
     *
     * @param a argument 1
     * @param b argument 2
     * @param c argument 3
     * @param d argument 4
     * @param e argument 5
     * @throws Exception whatever the method throws
     */
    void call(A a, B b, C c, D d, E e) throws Exception;
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
   */
  @FunctionalInterface
  public interface Of6<
      A extends @Nullable Object,
      B extends @Nullable Object,
      C extends @Nullable Object,
      D extends @Nullable Object,
      E extends @Nullable Object,
      F extends @Nullable Object> {
    /**
     * Calls the method.
     *
     * @param a argument 1
     * @param b argument 2
     * @param c argument 3
     * @param d argument 4
     * @param e argument 5
     * @param f argument 6
     * @throws Exception whatever the method throws
     */
    void call(A a, B b, C c, D d, E e, F f) throws Exception;
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
   */
  @FunctionalInterface
  public interface Of7<
      A extends @Nullable Object,
      B extends @Nullable Object,
      C extends @Nullable Object,
      D extends @Nullable Object,
      E extends @Nullable Object,
      F extends @Nullable Object,
      G extends @Nullable Object> {
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
     * @throws Exception whatever the method throws
     */
    void call(A a, B b, C c, D d, E e, F f, G g) throws Exception;
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
      H extends @Nullable Object> {
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
     * @throws Exception whatever the method throws
     */
    void call(A a, B b, C c, D d, E e, F f, G g, H h) throws Exception;
  }
}
