package io.backstitch.processor;

import io.backstitch.graph.Finding;
import io.backstitch.graph.Problem;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/** A saga is a class of which somebody can make an instance and which its definition can see. */
final class SagaIsAClass implements Rule {

  @Override
  public Stream<Finding> judge(SagaModel saga) {
    TypeElement type = saga.source().type();
    return Stream.of(kind(type), inner(type), hidden(type), generic(type))
        .flatMap(Optional::stream);
  }

  private static Optional<Finding> kind(TypeElement type) {
    String kind =
        switch (type.getKind()) {
          case INTERFACE -> "an interface";
          case ENUM -> "an enum";
          case ANNOTATION_TYPE -> "an annotation";
          default -> type.getModifiers().contains(Modifier.ABSTRACT) ? "abstract" : "";
        };
    return kind.isEmpty() ? Optional.empty() : found(Problem.NOT_A_CLASS, type, name(type), kind);
  }

  private static Optional<Finding> inner(TypeElement type) {
    return Nesting.isInner(type) ? found(Problem.INNER_CLASS, type, name(type)) : Optional.empty();
  }

  private static Optional<Finding> hidden(TypeElement type) {
    return Nesting.of(type).stream()
        .filter(one -> one.getModifiers().contains(Modifier.PRIVATE))
        .findFirst()
        .flatMap(one -> found(Problem.HIDDEN_CLASS, type, name(one)));
  }

  private static Optional<Finding> generic(TypeElement type) {
    if (type.getTypeParameters().isEmpty()) {
      return Optional.empty();
    }
    String parameters =
        type.getTypeParameters().stream().map(Object::toString).collect(Collectors.joining(", "));
    return found(Problem.GENERIC_CLASS, type, name(type), parameters);
  }

  private static String name(Element type) {
    return type.getSimpleName().toString();
  }

  private static Optional<Finding> found(Problem problem, TypeElement type, Object... arguments) {
    return Optional.of(Finding.ofSaga(problem, new SourcePlace.OfElement(type), arguments));
  }
}
