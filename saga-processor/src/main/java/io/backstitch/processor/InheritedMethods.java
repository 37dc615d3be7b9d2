package io.backstitch.processor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * The methods of a class and of what it inherits, without those that are overridden: supertypes
 * first, each type's own in the order of its source. {@code Elements.getAllMembers} promises no
 * order, and generated code must not change from run to run.
 */
final class InheritedMethods {

  private final Types types;
  private final Elements elements;

  InheritedMethods(Types types, Elements elements) {
    this.types = types;
    this.elements = elements;
  }

  List<ExecutableElement> of(TypeElement type) {
    Set<TypeElement> line = new LinkedHashSet<>();
    collect(type, line);
    List<ExecutableElement> all = new ArrayList<>();
    line.forEach(one -> all.addAll(ElementFilter.methodsIn(one.getEnclosedElements())));
    return all.stream().filter(method -> !isOverridden(method, all, type)).toList();
  }

  private void collect(TypeElement type, Set<TypeElement> line) {
    for (TypeMirror supertype : types.directSupertypes(type.asType())) {
      if (supertype.getKind() == TypeKind.DECLARED
          && !TypeText.isNamed(supertype, "java.lang.Object")) {
        collect((TypeElement) ((DeclaredType) supertype).asElement(), line);
      }
    }
    line.add(type);
  }

  private boolean isOverridden(
      ExecutableElement method, List<ExecutableElement> all, TypeElement type) {
    return all.stream()
        .anyMatch(
            other ->
                other.getSimpleName().equals(method.getSimpleName())
                    && elements.overrides(other, method, type));
  }
}
