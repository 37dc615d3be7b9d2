package io.backstitch.processor;

import io.backstitch.graph.Finding;
import io.backstitch.graph.Place;
import io.backstitch.graph.Problem;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/** The definition, a class beside the saga class, can name all types that are handed around. */
final class ValuesCanBeNamed implements Rule {

  private final Elements elements;

  ValuesCanBeNamed(Elements elements) {
    this.elements = elements;
  }

  @Override
  public Stream<Finding> judge(SagaModel saga) {
    Set<Element> told = new HashSet<>();
    return saga.source()
        .methods()
        .flatMap(
            method ->
                Stream.concat(
                    method.method().returns().stream()
                        .flatMap(type -> judge(saga, method, type, method.method().place())),
                    method.method().parameters().stream()
                        .flatMap(one -> judge(saga, method, one.type(), one.place()))))
        .filter(hidden -> told.add(hidden.element()))
        .map(Hidden::finding);
  }

  /** A class that cannot be seen, and what to say of it. */
  private record Hidden(Element element, Finding finding) {}

  private Stream<Hidden> judge(SagaModel saga, SagaMethod method, ValueType type, Place place) {
    return hidden(type.mirror(), saga)
        .map(
            element ->
                new Hidden(
                    element,
                    Finding.of(
                        Problem.NOT_NAMEABLE,
                        place,
                        method.title(),
                        type,
                        element.getSimpleName(),
                        isPrivate(element) ? "private" : "not public, in another package",
                        (isPrivate(element) ? "Take private away from " : "Make public ")
                            + element.getSimpleName())))
        .stream();
  }

  private Optional<Element> hidden(TypeMirror type, SagaModel saga) {
    if (type instanceof ArrayType array) {
      return hidden(array.getComponentType(), saga);
    }
    if (type.getKind() != TypeKind.DECLARED) {
      return Optional.empty();
    }
    DeclaredType declared = (DeclaredType) type;
    return Stream.concat(
            Nesting.of(declared.asElement()).stream().filter(one -> isHidden(one, saga)),
            declared.getTypeArguments().stream().flatMap(one -> hidden(one, saga).stream()))
        .findFirst();
  }

  private boolean isHidden(Element type, SagaModel saga) {
    boolean isBeside =
        elements.getPackageOf(type).equals(elements.getPackageOf(saga.source().type()));
    return isPrivate(type) || (!isBeside && !type.getModifiers().contains(Modifier.PUBLIC));
  }

  private static boolean isPrivate(Element type) {
    return type.getModifiers().contains(Modifier.PRIVATE);
  }
}
