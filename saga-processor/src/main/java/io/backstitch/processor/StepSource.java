package io.backstitch.processor;

import java.util.Optional;

/**
 * A method with {@code @Step}.
 *
 * @param name the step's name
 * @param method the method
 * @param pivot whether it is the point of no return
 * @param noCompensation why there is nothing to undo, if that is said
 */
record StepSource(
    Said<String> name,
    MethodSource method,
    Said<Boolean> pivot,
    Optional<Said<String>> noCompensation) {

  Optional<ValueType> returns() {
    return method.returns();
  }

  boolean isPivot() {
    return pivot.value();
  }

  @Override
  public String toString() {
    return name.value();
  }
}
