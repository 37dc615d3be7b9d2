package io.backstitch.definition;

import java.util.function.Consumer;

/**
 * What a step or a compensation takes, waiting for the method that takes it: {@code
 * graph.step(CHARGE).takes(ORDER, CONTEXT).runs(saga::charge)}. The two ways to give it have two
 * names because javac could not choose between them for a lambda.
 *
 * @param <F> a method with these parameters and the step's result
 * @param <A> a method with these parameters that returns nothing
 */
public final class Parameters<F, A> {

  private final Consumer<F> function;
  private final Consumer<A> action;

  Parameters(Consumer<F> function, Consumer<A> action) {
    this.function = function;
    this.action = action;
  }

  /**
   * Runs a method that returns the step's result.
   *
   * @param method the method
   */
  public void runs(F method) {
    function.accept(method);
  }

  /**
   * Runs a method that returns nothing.
   *
   * @param method the method
   * @throws IllegalArgumentException if the step is to return something
   */
  public void does(A method) {
    action.accept(method);
  }
}
