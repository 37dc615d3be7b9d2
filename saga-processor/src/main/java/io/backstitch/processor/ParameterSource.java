package io.backstitch.processor;

import io.backstitch.graph.Said;
import java.util.Optional;
import javax.lang.model.element.VariableElement;

/**
 * A parameter of a step or a compensation.
 *
 * @param element the parameter
 * @param type its type, as the saga class sees it
 * @param insideOptional what it holds where its type is an {@code Optional}
 * @param from the step that {@code @From} names
 */
record ParameterSource(
    VariableElement element,
    ValueType type,
    Optional<ValueType> insideOptional,
    Optional<Said<String>> from) {

  SourcePlace place() {
    return new SourcePlace.OfElement(element);
  }
}
