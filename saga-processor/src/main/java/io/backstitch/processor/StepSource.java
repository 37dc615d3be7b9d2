package io.backstitch.processor;

import io.backstitch.graph.Said;
import io.backstitch.graph.StepNames;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A method with {@code @Step}; equal to another only if it is the same method.
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
    Optional<Said<String>> noCompensation)
    implements SagaMethod {

  static StepNames<StepSource> names(List<StepSource> steps) {
    return new StepNames<>(steps, StepSource::toString, step -> step.method().name());
  }

  @Override
  public String title() {
    return "step " + (name.value().isBlank() ? method.name() : name.value());
  }

  Optional<ValueType> returns() {
    return method.returns();
  }

  boolean isPivot() {
    return pivot.value();
  }

  boolean returnsSomething() {
    return returns().isPresent();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StepSource that && method.element().equals(that.method.element());
  }

  @Override
  public int hashCode() {
    return method.element().hashCode();
  }

  @Override
  public String toString() {
    return name.value();
  }
}
