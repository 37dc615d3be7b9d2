package io.backstitch.processor;

import io.backstitch.graph.Said;

/**
 * A method with {@code @Compensate}.
 *
 * @param step the name of the step that it undoes
 * @param method the method
 */
record CompensationSource(Said<String> step, MethodSource method) implements SagaMethod {

  @Override
  public String title() {
    return "compensation " + method.name();
  }

  @Override
  public String toString() {
    return method.name();
  }
}
