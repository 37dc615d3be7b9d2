package io.backstitch.processor;

import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/** Whether a saga uses anything deprecated, of which its definition is not to warn once more. */
final class Deprecation {

  private final Elements elements;

  Deprecation(Elements elements) {
    this.elements = elements;
  }

  boolean isIn(SagaSource saga) {
    return isDeprecated(saga.type()) || saga.methods().map(SagaMethod::method).anyMatch(this::isIn);
  }

  private boolean isIn(MethodSource method) {
    Stream<ValueType> types =
        Stream.concat(
            method.returns().stream(), method.parameters().stream().map(ParameterSource::type));
    return isDeprecated(method.element()) || types.anyMatch(type -> isIn(type.mirror()));
  }

  private boolean isIn(TypeMirror type) {
    if (type instanceof ArrayType array) {
      return isIn(array.getComponentType());
    }
    return type instanceof DeclaredType declared
        && (isDeprecated(declared.asElement())
            || declared.getTypeArguments().stream().anyMatch(this::isIn));
  }

  private boolean isDeprecated(Element element) {
    return elements.isDeprecated(element)
        || Nesting.of(element).stream().anyMatch(elements::isDeprecated);
  }
}
