package io.backstitch.processor;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.From;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/** Whether the compiler has made sense of all that matters in a saga class. */
final class Readability {

  private static final List<Class<? extends Annotation>> ANNOTATIONS =
      List.of(Saga.class, Step.class, Compensate.class, NoCompensation.class, From.class);

  private final Types types;

  Readability(Types types) {
    this.types = types;
  }

  boolean isReadable(TypeElement type, List<ExecutableElement> methods) {
    return hasKnownSupertypes(type.asType())
        && isMarkedReadably(type)
        && methods.stream().filter(Readability::isMarked).allMatch(this::isReadable);
  }

  private boolean isReadable(ExecutableElement method) {
    return isMarkedReadably(method)
        && isKnown(method.getReturnType())
        && method.getThrownTypes().stream().allMatch(this::isKnown)
        && method.getParameters().stream()
            .allMatch(parameter -> isMarkedReadably(parameter) && isKnown(parameter.asType()));
  }

  private boolean hasKnownSupertypes(TypeMirror type) {
    return types.directSupertypes(type).stream()
        .allMatch(supertype -> isKnown(supertype) && hasKnownSupertypes(supertype));
  }

  private boolean isKnown(TypeMirror type) {
    if (type instanceof DeclaredType declared && type.getKind() == TypeKind.DECLARED) {
      return declared.getTypeArguments().stream().allMatch(this::isKnown);
    }
    if (type instanceof ArrayType array) {
      return isKnown(array.getComponentType());
    }
    return type.getKind() != TypeKind.ERROR;
  }

  private static boolean isMarked(Element element) {
    return marks(element).findAny().isPresent();
  }

  private static boolean isMarkedReadably(Element element) {
    return marks(element).allMatch(Mark::isReadable);
  }

  private static Stream<Mark> marks(Element element) {
    return ANNOTATIONS.stream().flatMap(type -> Mark.on(element, type).stream());
  }
}
