package io.backstitch.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method and where its arguments come from: {@code Call.of(saga::charge, ORDER, RESERVATION,
 * CONTEXT)}. Beyond eight parameters, {@link #of(List, FromArguments)} takes any number.
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

  /**
   * A method that takes its arguments by asking for them.
   *
   * @param <R> its result
   */
  @FunctionalInterface
  public interface FromArguments<R extends @Nullable Object> {
    /**
     * Calls the method.
     *
     * @param values gives the value of each declared argument
     * @return its result; null where it returns nothing
     * @throws Exception whatever the method throws
     */
    @Nullable R call(Values values) throws Exception;
  }

  private final List<Argument<?>> arguments;
  private final FromArguments<R> method;

  private Call(List<Argument<?>> arguments, FromArguments<R> method) {
    this.arguments = List.copyOf(arguments);
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

  /**
   * A method with any number of parameters.
   *
   * @param arguments all that the method will ask for
   * @param method the method
   * @return the call
   * @param <R> the result
   */
  public static <R extends @Nullable Object> Call<R> of(
      List<Argument<?>> arguments, FromArguments<R> method) {
    return new Call<>(arguments, method);
  }

  /**
   * A method with no parameter and a result.
   *
   * @param method the method
   * @return the call
   * @param <R> the result
   */
  public static <R extends @Nullable Object> Call<R> of(StepFunction.Of0<R> method) {
    return new Call<>(List.of(), v -> method.call());
  }

  /**
   * A method with one parameter and a result.
   *
   * @param method the method
   * @param a argument 1
   * @return the call
   * @param <A> the type of parameter 1
   * @param <R> the result
   */
  public static <A extends @Nullable Object, R extends @Nullable Object> Call<R> of(
      StepFunction.Of1<A, R> method, Argument<A> a) {
    return new Call<>(List.of(a), v -> method.call(v.get(a)));
  }

  /**
   * A method with two parameters and a result.
   *
   * @param method the method
   * @param a argument 1
   * @param b argument 2
   * @return the call
   * @param <A> the type of parameter 1
   * @param <B> the type of parameter 2
   * @param <R> the result
   */
  public static <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
      Call<R> of(StepFunction.Of2<A, B, R> method, Argument<A> a, Argument<B> b) {
    return new Call<>(List.of(a, b), v -> method.call(v.get(a), v.get(b)));
  }

  /**
   * A method with three parameters and a result.
   *
   * @param method the method
   * @param a argument 1
   * @param b argument 2
   * @param c argument 3
   * @return the call
   * @param <A> the type of parameter 1
   * @param <B> the type of parameter 2
   * @param <C> the type of parameter 3
   * @param <R> the result
   */
  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          R extends @Nullable Object>
      Call<R> of(StepFunction.Of3<A, B, C, R> method, Argument<A> a, Argument<B> b, Argument<C> c) {
    return new Call<>(List.of(a, b, c), v -> method.call(v.get(a), v.get(b), v.get(c)));
  }

  /**
   * A method with four parameters and a result.
   *
   * @param method the method
   * @param a argument 1
   * @param b argument 2
   * @param c argument 3
   * @param d argument 4
   * @return the call
   * @param <A> the type of parameter 1
   * @param <B> the type of parameter 2
   * @param <C> the type of parameter 3
   * @param <D> the type of parameter 4
   * @param <R> the result
   */
  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          R extends @Nullable Object>
      Call<R> of(
          StepFunction.Of4<A, B, C, D, R> method,
          Argument<A> a,
          Argument<B> b,
          Argument<C> c,
          Argument<D> d) {
    return new Call<>(
        List.of(a, b, c, d), v -> method.call(v.get(a), v.get(b), v.get(c), v.get(d)));
  }

  /**
   * A method with five parameters and a result.
   *
   * @param method the method
   * @param a argument 1
   * @param b argument 2
   * @param c argument 3
   * @param d argument 4
   * @param e argument 5
   * @return the call
   * @param <A> the type of parameter 1
   * @param <B> the type of parameter 2
   * @param <C> the type of parameter 3
   * @param <D> the type of parameter 4
   * @param <E> the type of parameter 5
   * @param <R> the result
   */
  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          R extends @Nullable Object>
      Call<R> of(
          StepFunction.Of5<A, B, C, D, E, R> method,
          Argument<A> a,
          Argument<B> b,
          Argument<C> c,
          Argument<D> d,
          Argument<E> e) {
    return new Call<>(
        List.of(a, b, c, d, e), v -> method.call(v.get(a), v.get(b), v.get(c), v.get(d), v.get(e)));
  }

  /**
   * A method with six parameters and a result.
   *
   * @param method the method
   * @param a argument 1
   * @param b argument 2
   * @param c argument 3
   * @param d argument 4
   * @param e argument 5
   * @param f argument 6
   * @return the call
   * @param <A> the type of parameter 1
   * @param <B> the type of parameter 2
   * @param <C> the type of parameter 3
   * @param <D> the type of parameter 4
   * @param <E> the type of parameter 5
   * @param <F> the type of parameter 6
   * @param <R> the result
   */
  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object,
          R extends @Nullable Object>
      Call<R> of(
          StepFunction.Of6<A, B, C, D, E, F, R> method,
          Argument<A> a,
          Argument<B> b,
          Argument<C> c,
          Argument<D> d,
          Argument<E> e,
          Argument<F> f) {
    return new Call<>(
        List.of(a, b, c, d, e, f),
        v -> method.call(v.get(a), v.get(b), v.get(c), v.get(d), v.get(e), v.get(f)));
  }

  /**
   * A method with seven parameters and a result.
   *
   * @param method the method
   * @param a argument 1
   * @param b argument 2
   * @param c argument 3
   * @param d argument 4
   * @param e argument 5
   * @param f argument 6
   * @param g argument 7
   * @return the call
   * @param <A> the type of parameter 1
   * @param <B> the type of parameter 2
   * @param <C> the type of parameter 3
   * @param <D> the type of parameter 4
   * @param <E> the type of parameter 5
   * @param <F> the type of parameter 6
   * @param <G> the type of parameter 7
   * @param <R> the result
   */
  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object,
          G extends @Nullable Object,
          R extends @Nullable Object>
      Call<R> of(
          StepFunction.Of7<A, B, C, D, E, F, G, R> method,
          Argument<A> a,
          Argument<B> b,
          Argument<C> c,
          Argument<D> d,
          Argument<E> e,
          Argument<F> f,
          Argument<G> g) {
    return new Call<>(
        List.of(a, b, c, d, e, f, g),
        v -> method.call(v.get(a), v.get(b), v.get(c), v.get(d), v.get(e), v.get(f), v.get(g)));
  }

  /**
   * A method with eight parameters and a result.
   *
   * @param method the method
   * @param a argument 1
   * @param b argument 2
   * @param c argument 3
   * @param d argument 4
   * @param e argument 5
   * @param f argument 6
   * @param g argument 7
   * @param h argument 8
   * @return the call
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
  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object,
          G extends @Nullable Object,
          H extends @Nullable Object,
          R extends @Nullable Object>
      Call<R> of(
          StepFunction.Of8<A, B, C, D, E, F, G, H, R> method,
          Argument<A> a,
          Argument<B> b,
          Argument<C> c,
          Argument<D> d,
          Argument<E> e,
          Argument<F> f,
          Argument<G> g,
          Argument<H> h) {
    return new Call<>(
        List.of(a, b, c, d, e, f, g, h),
        v ->
            method.call(
                v.get(a), v.get(b), v.get(c), v.get(d), v.get(e), v.get(f), v.get(g), v.get(h)));
  }

  /**
   * A method with no parameter that returns nothing.
   *
   * @param method the method
   * @return the call
   */
  public static Call<Void> action(StepAction.Of0 method) {
    return nothing(List.of(), v -> method.call());
  }

  /**
   * A method with one parameter that returns nothing.
   *
   * @param method the method
   * @param a argument 1
   * @return the call
   * @param <A> the type of parameter 1
   */
  public static <A extends @Nullable Object> Call<Void> action(
      StepAction.Of1<A> method, Argument<A> a) {
    return nothing(List.of(a), v -> method.call(v.get(a)));
  }

  /**
   * A method with two parameters that returns nothing.
   *
   * @param method the method
   * @param a argument 1
   * @param b argument 2
   * @return the call
   * @param <A> the type of parameter 1
   * @param <B> the type of parameter 2
   */
  public static <A extends @Nullable Object, B extends @Nullable Object> Call<Void> action(
      StepAction.Of2<A, B> method, Argument<A> a, Argument<B> b) {
    return nothing(List.of(a, b), v -> method.call(v.get(a), v.get(b)));
  }

  /**
   * A method with three parameters that returns nothing.
   *
   * @param method the method
   * @param a argument 1
   * @param b argument 2
   * @param c argument 3
   * @return the call
   * @param <A> the type of parameter 1
   * @param <B> the type of parameter 2
   * @param <C> the type of parameter 3
   */
  public static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      Call<Void> action(
          StepAction.Of3<A, B, C> method, Argument<A> a, Argument<B> b, Argument<C> c) {
    return nothing(List.of(a, b, c), v -> method.call(v.get(a), v.get(b), v.get(c)));
  }

  /**
   * A method with four parameters that returns nothing.
   *
   * @param method the method
   * @param a argument 1
   * @param b argument 2
   * @param c argument 3
   * @param d argument 4
   * @return the call
   * @param <A> the type of parameter 1
   * @param <B> the type of parameter 2
   * @param <C> the type of parameter 3
   * @param <D> the type of parameter 4
   */
  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object>
      Call<Void> action(
          StepAction.Of4<A, B, C, D> method,
          Argument<A> a,
          Argument<B> b,
          Argument<C> c,
          Argument<D> d) {
    return nothing(List.of(a, b, c, d), v -> method.call(v.get(a), v.get(b), v.get(c), v.get(d)));
  }

  /**
   * A method with five parameters that returns nothing.
   *
   * @param method the method
   * @param a argument 1
   * @param b argument 2
   * @param c argument 3
   * @param d argument 4
   * @param e argument 5
   * @return the call
   * @param <A> the type of parameter 1
   * @param <B> the type of parameter 2
   * @param <C> the type of parameter 3
   * @param <D> the type of parameter 4
   * @param <E> the type of parameter 5
   */
  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object>
      Call<Void> action(
          StepAction.Of5<A, B, C, D, E> method,
          Argument<A> a,
          Argument<B> b,
          Argument<C> c,
          Argument<D> d,
          Argument<E> e) {
    return nothing(
        List.of(a, b, c, d, e), v -> method.call(v.get(a), v.get(b), v.get(c), v.get(d), v.get(e)));
  }

  /**
   * A method with six parameters that returns nothing.
   *
   * @param method the method
   * @param a argument 1
   * @param b argument 2
   * @param c argument 3
   * @param d argument 4
   * @param e argument 5
   * @param f argument 6
   * @return the call
   * @param <A> the type of parameter 1
   * @param <B> the type of parameter 2
   * @param <C> the type of parameter 3
   * @param <D> the type of parameter 4
   * @param <E> the type of parameter 5
   * @param <F> the type of parameter 6
   */
  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object>
      Call<Void> action(
          StepAction.Of6<A, B, C, D, E, F> method,
          Argument<A> a,
          Argument<B> b,
          Argument<C> c,
          Argument<D> d,
          Argument<E> e,
          Argument<F> f) {
    return nothing(
        List.of(a, b, c, d, e, f),
        v -> method.call(v.get(a), v.get(b), v.get(c), v.get(d), v.get(e), v.get(f)));
  }

  /**
   * A method with seven parameters that returns nothing.
   *
   * @param method the method
   * @param a argument 1
   * @param b argument 2
   * @param c argument 3
   * @param d argument 4
   * @param e argument 5
   * @param f argument 6
   * @param g argument 7
   * @return the call
   * @param <A> the type of parameter 1
   * @param <B> the type of parameter 2
   * @param <C> the type of parameter 3
   * @param <D> the type of parameter 4
   * @param <E> the type of parameter 5
   * @param <F> the type of parameter 6
   * @param <G> the type of parameter 7
   */
  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object,
          G extends @Nullable Object>
      Call<Void> action(
          StepAction.Of7<A, B, C, D, E, F, G> method,
          Argument<A> a,
          Argument<B> b,
          Argument<C> c,
          Argument<D> d,
          Argument<E> e,
          Argument<F> f,
          Argument<G> g) {
    return nothing(
        List.of(a, b, c, d, e, f, g),
        v -> method.call(v.get(a), v.get(b), v.get(c), v.get(d), v.get(e), v.get(f), v.get(g)));
  }

  /**
   * A method with eight parameters that returns nothing.
   *
   * @param method the method
   * @param a argument 1
   * @param b argument 2
   * @param c argument 3
   * @param d argument 4
   * @param e argument 5
   * @param f argument 6
   * @param g argument 7
   * @param h argument 8
   * @return the call
   * @param <A> the type of parameter 1
   * @param <B> the type of parameter 2
   * @param <C> the type of parameter 3
   * @param <D> the type of parameter 4
   * @param <E> the type of parameter 5
   * @param <F> the type of parameter 6
   * @param <G> the type of parameter 7
   * @param <H> the type of parameter 8
   */
  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object,
          G extends @Nullable Object,
          H extends @Nullable Object>
      Call<Void> action(
          StepAction.Of8<A, B, C, D, E, F, G, H> method,
          Argument<A> a,
          Argument<B> b,
          Argument<C> c,
          Argument<D> d,
          Argument<E> e,
          Argument<F> f,
          Argument<G> g,
          Argument<H> h) {
    return nothing(
        List.of(a, b, c, d, e, f, g, h),
        v ->
            method.call(
                v.get(a), v.get(b), v.get(c), v.get(d), v.get(e), v.get(f), v.get(g), v.get(h)));
  }

  private static Call<Void> nothing(List<Argument<?>> arguments, Action method) {
    return new Call<>(
        arguments,
        values -> {
          method.call(values);
          return null;
        });
  }

  @FunctionalInterface
  private interface Action {
    void call(Values values) throws Exception;
  }
}
