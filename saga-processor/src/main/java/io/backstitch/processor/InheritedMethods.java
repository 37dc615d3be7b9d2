package io.backstitch.processor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
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
    List<ExecutableElement> all = all(type);
    List<ExecutableElement> members = new ArrayList<>();
    for (ExecutableElement method : all) {
      boolean isOverridden = all.stream().anyMatch(other -> overrides(other, method, type));
      boolean isThere = members.stream().anyMatch(member -> isTheSame(member, method, type));
      if (!isOverridden && !isThere) {
        members.add(method);
      }
    }
    return members;
  }

  /** For each method that is not overridden itself, all that it overrides, supertypes first. */
  Map<ExecutableElement, List<ExecutableElement>> overrides(TypeElement type) {
    List<ExecutableElement> all = all(type);
    Map<ExecutableElement, List<ExecutableElement>> overrides = new LinkedHashMap<>();
    for (ExecutableElement method : of(type)) {
      overrides.put(method, all.stream().filter(other -> overrides(method, other, type)).toList());
    }
    return overrides;
  }

  private List<ExecutableElement> all(TypeElement type) {
    Set<TypeElement> line = new LinkedHashSet<>();
    collect(type, line);
    return line.stream()
        .flatMap(one -> ElementFilter.methodsIn(one.getEnclosedElements()).stream())
        .toList();
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

  /** Whether a class gets one method from two interfaces, and neither has a body for it. */
  private boolean isTheSame(ExecutableElement member, ExecutableElement more, TypeElement type) {
    DeclaredType in = (DeclaredType) type.asType();
    return member.getSimpleName().equals(more.getSimpleName())
        && areOfInterfacesApart(member, more)
        && types.isSubsignature(
            (ExecutableType) types.asMemberOf(in, member),
            (ExecutableType) types.asMemberOf(in, more));
  }

  private boolean overrides(
      ExecutableElement method, ExecutableElement overridden, TypeElement type) {
    return method.getSimpleName().equals(overridden.getSimpleName())
        && !isAbove(method, overridden)
        && !areOfInterfacesApart(method, overridden)
        && elements.overrides(method, overridden, type);
  }

  /** Eclipse's compiler would say of two of these that each overrides the other. */
  private boolean areOfInterfacesApart(ExecutableElement one, ExecutableElement other) {
    return Stream.of(one, other).allMatch(InheritedMethods::isAbstractOfInterface)
        && !isAbove(one, other)
        && !isAbove(other, one);
  }

  private static boolean isAbstractOfInterface(ExecutableElement method) {
    return method.getModifiers().contains(Modifier.ABSTRACT)
        && Nesting.of(method).get(0).getKind() == ElementKind.INTERFACE;
  }

  /** Eclipse's compiler would say of some methods that they override those that override them. */
  private boolean isAbove(ExecutableElement method, ExecutableElement other) {
    return types.isSubtype(types.erasure(owner(other)), types.erasure(owner(method)));
  }

  private static TypeMirror owner(ExecutableElement method) {
    return Nesting.of(method).get(0).asType();
  }
}
