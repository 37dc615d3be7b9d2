package io.backstitch.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of steps and of compensations alike: first {@code takes}, where the arguments of
 * a method come from, then the method. In this order the types of a lambda's parameters are known,
 * and which of several methods of one name is meant.
 *
 * @param <T> what the method returns; {@code Void} where it returns nothing
 */
public abstract sealed class MethodBuilder<T extends @Nullable Object>
    permits StepBuilder, CompensationBuilder {

  private final MethodSettings settings;
  private @Nullable Call<T> call;

  MethodBuilder(RetryPolicy retry) {
    this.settings = new MethodSettings(retry);
  }

  /**
   * Runs a method without parameters that returns the result.
   *
   * @param method the method
   * @throws IllegalStateException if a method was given before
   */
  public final void runs(StepFunction.Of0<T> method) {
    function(List.of(), v -> method.call());
  }

  /**
   * Runs a method without parameters that returns nothing.
   *
   * @param method the method
   * @throws IllegalArgumentException if it is to return something
   */
  public final void does(StepAction.Of0 method) {
    action(List.of(), v -> method.call());
  }

  /**
   * Says where the arguments of a method with any number of parameters come from.
   *
   * @param arguments all that the method will ask for
   * @return what waits for the method
   */
  public final Parameters<StepFunction.OfValues<T>, StepAction.OfValues> takes(
      List<Argument<?>> arguments) {
    List<Argument<?>> all = List.copyOf(arguments);
    return new Parameters<>(method -> function(all, method), method -> action(all, method));
  }

  /**
   * Says where the argument of a method with one parameter comes from.
   *
   * @param a argument 1
   * @return what waits for the method
   * @param <A> the type of parameter 1
   */
  public final <A extends @Nullable Object>
      Parameters<StepFunction.Of1<A, T>, StepAction.Of1<A>> takes(Argument<A> a) {
    List<Argument<?>> all = List.of(a);
    return new Parameters<>(
        method -> function(all, v -> method.call(v.get(a))),
        method -> action(all, v -> method.call(v.get(a))));
  }

  /**
   * Says where the arguments of a method with two parameters come from.
   *
   * @param a argument 1
   * @param b argument 2
   * @return what waits for the method
   * @param <A> the type of parameter 1
   * @param <B> the type of parameter 2
   */
  public final <A extends @Nullable Object, B extends @Nullable Object>
      Parameters<StepFunction.Of2<A, B, T>, StepAction.Of2<A, B>> takes(
          Argument<A> a, Argument<B> b) {
    List<Argument<?>> all = List.of(a, b);
    return new Parameters<>(
        method -> function(all, v -> method.call(v.get(a), v.get(b))),
        method -> action(all, v -> method.call(v.get(a), v.get(b))));
  }

  /**
   * Says where the arguments of a method with three parameters come from.
   *
   * @param a argument 1
   * @param b argument 2
   * @param c argument 3
   * @return what waits for the method
   * @param <A> the type of parameter 1
   * @param <B> the type of parameter 2
   * @param <C> the type of parameter 3
   */
  public final <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      Parameters<StepFunction.Of3<A, B, C, T>, StepAction.Of3<A, B, C>> takes(
          Argument<A> a, Argument<B> b, Argument<C> c) {
    List<Argument<?>> all = List.of(a, b, c);
    return new Parameters<>(
        method -> function(all, v -> method.call(v.get(a), v.get(b), v.get(c))),
        method -> action(all, v -> method.call(v.get(a), v.get(b), v.get(c))));
  }

  /**
   * Says where the arguments of a method with four parameters come from.
   *
   * @param a argument 1
   * @param b argument 2
   * @param c argument 3
   * @param d argument 4
   * @return what waits for the method
   * @param <A> the type of parameter 1
   * @param <B> the type of parameter 2
   * @param <C> the type of parameter 3
   * @param <D> the type of parameter 4
   */
  public final <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object>
      Parameters<StepFunction.Of4<A, B, C, D, T>, StepAction.Of4<A, B, C, D>> takes(
          Argument<A> a, Argument<B> b, Argument<C> c, Argument<D> d) {
    List<Argument<?>> all = List.of(a, b, c, d);
    return new Parameters<>(
        method -> function(all, v -> method.call(v.get(a), v.get(b), v.get(c), v.get(d))),
        method -> action(all, v -> method.call(v.get(a), v.get(b), v.get(c), v.get(d))));
  }

  /**
   * Says where the arguments of a method with five parameters come from.
   *
   * @param a argument 1
   * @param b argument 2
   * @param c argument 3
   * @param d argument 4
   * @param e argument 5
   * @return what waits for the method
   * @param <A> the type of parameter 1
   * @param <B> the type of parameter 2
   * @param <C> the type of parameter 3
   * @param <D> the type of parameter 4
   * @param <E> the type of parameter 5
   */
  public final <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object>
      Parameters<StepFunction.Of5<A, B, C, D, E, T>, StepAction.Of5<A, B, C, D, E>> takes(
          Argument<A> a, Argument<B> b, Argument<C> c, Argument<D> d, Argument<E> e) {
    List<Argument<?>> all = List.of(a, b, c, d, e);
    return new Parameters<>(
        method -> function(all, v -> method.call(v.get(a), v.get(b), v.get(c), v.get(d), v.get(e))),
        method -> action(all, v -> method.call(v.get(a), v.get(b), v.get(c), v.get(d), v.get(e))));
  }

  /**
   * Says where the arguments of a method with six parameters come from.
   *
   * @param a argument 1
   * @param b argument 2
   * @param c argument 3
   * @param d argument 4
   * @param e argument 5
   * @param f argument 6
   * @return what waits for the method
   * @param <A> the type of parameter 1
   * @param <B> the type of parameter 2
   * @param <C> the type of parameter 3
   * @param <D> the type of parameter 4
   * @param <E> the type of parameter 5
   * @param <F> the type of parameter 6
   */
  public final <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object>
      Parameters<StepFunction.Of6<A, B, C, D, E, F, T>, StepAction.Of6<A, B, C, D, E, F>> takes(
          Argument<A> a,
          Argument<B> b,
          Argument<C> c,
          Argument<D> d,
          Argument<E> e,
          Argument<F> f) {
    List<Argument<?>> all = List.of(a, b, c, d, e, f);
    return new Parameters<>(
        method ->
            function(
                all, v -> method.call(v.get(a), v.get(b), v.get(c), v.get(d), v.get(e), v.get(f))),
        method ->
            action(
                all, v -> method.call(v.get(a), v.get(b), v.get(c), v.get(d), v.get(e), v.get(f))));
  }

  /**
   * Says where the arguments of a method with seven parameters come from.
   *
   * @param a argument 1
   * @param b argument 2
   * @param c argument 3
   * @param d argument 4
   * @param e argument 5
   * @param f argument 6
   * @param g argument 7
   * @return what waits for the method
   * @param <A> the type of parameter 1
   * @param <B> the type of parameter 2
   * @param <C> the type of parameter 3
   * @param <D> the type of parameter 4
   * @param <E> the type of parameter 5
   * @param <F> the type of parameter 6
   * @param <G> the type of parameter 7
   */
  public final <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object,
          G extends @Nullable Object>
      Parameters<StepFunction.Of7<A, B, C, D, E, F, G, T>, StepAction.Of7<A, B, C, D, E, F, G>>
          takes(
              Argument<A> a,
              Argument<B> b,
              Argument<C> c,
              Argument<D> d,
              Argument<E> e,
              Argument<F> f,
              Argument<G> g) {
    List<Argument<?>> all = List.of(a, b, c, d, e, f, g);
    return new Parameters<>(
        method ->
            function(
                all,
                v ->
                    method.call(
                        v.get(a), v.get(b), v.get(c), v.get(d), v.get(e), v.get(f), v.get(g))),
        method ->
            action(
                all,
                v ->
                    method.call(
                        v.get(a), v.get(b), v.get(c), v.get(d), v.get(e), v.get(f), v.get(g))));
  }

  /**
   * Says where the arguments of a method with eight parameters come from.
   *
   * @param a argument 1
   * @param b argument 2
   * @param c argument 3
   * @param d argument 4
   * @param e argument 5
   * @param f argument 6
   * @param g argument 7
   * @param h argument 8
   * @return what waits for the method
   * @param <A> the type of parameter 1
   * @param <B> the type of parameter 2
   * @param <C> the type of parameter 3
   * @param <D> the type of parameter 4
   * @param <E> the type of parameter 5
   * @param <F> the type of parameter 6
   * @param <G> the type of parameter 7
   * @param <H> the type of parameter 8
   */
  public final <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          F extends @Nullable Object,
          G extends @Nullable Object,
          H extends @Nullable Object>
      Parameters<
              StepFunction.Of8<A, B, C, D, E, F, G, H, T>, StepAction.Of8<A, B, C, D, E, F, G, H>>
          takes(
              Argument<A> a,
              Argument<B> b,
              Argument<C> c,
              Argument<D> d,
              Argument<E> e,
              Argument<F> f,
              Argument<G> g,
              Argument<H> h) {
    List<Argument<?>> all = List.of(a, b, c, d, e, f, g, h);
    return new Parameters<>(
        method ->
            function(
                all,
                v ->
                    method.call(
                        v.get(a), v.get(b), v.get(c), v.get(d), v.get(e), v.get(f), v.get(g),
                        v.get(h))),
        method ->
            action(
                all,
                v ->
                    method.call(
                        v.get(a), v.get(b), v.get(c), v.get(d), v.get(e), v.get(f), v.get(g),
                        v.get(h))));
  }

  private void function(List<Argument<?>> arguments, StepFunction.OfValues<T> method) {
    if (call != null) {
      throw new IllegalStateException(
          "This step or compensation was told already what it runs. Say runs or does once.");
    }
    call = new Call<>(arguments, method);
  }

  private void action(List<Argument<?>> arguments, StepAction.OfValues method) {
    checkReturnsNothing();
    function(
        arguments,
        values -> {
          method.call(values);
          return null;
        });
  }

  /** Refuses a method that returns nothing where something is to be returned. */
  abstract void checkReturnsNothing();

  MethodSettings settings() {
    return settings;
  }

  @Nullable Call<T> call() {
    return call;
  }
}
