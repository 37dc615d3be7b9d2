package io.backstitch.processor;

import io.backstitch.graph.Finding;
import io.backstitch.graph.Problem;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/**
 * A saga that inherits from a generic class says with which types. Otherwise all that its steps
 * take and return would be {@code Object}, and what is said of that misses the point.
 */
final class SupertypesAreComplete implements Rule {

  private final Types types;

  SupertypesAreComplete(Types types) {
    this.types = types;
  }

  @Override
  public Stream<Finding> judge(SagaModel saga) {
    SagaSource source = saga.source();
    boolean isSomethingLost =
        source.methods().anyMatch(method -> isErased(method.method().signature()));
    return isSomethingLost
        ? above(source.type().asType())
            .filter(SupertypesAreComplete::isRaw)
            .limit(1)
            .map(
                type -> Finding.ofSaga(Problem.RAW_SUPERTYPE, source.place(), TypeText.brief(type)))
        : Stream.empty();
  }

  @Override
  public boolean endsTheMatter() {
    return true;
  }

  /** Whether one of a method's types is what is left of the written one without generics. */
  private boolean isErased(MethodSource.Signature signature) {
    ExecutableElement written = signature.element();
    ExecutableType inherited = signature.type();
    return isErased(written.getReturnType(), inherited.getReturnType())
        || IntStream.range(0, written.getParameters().size())
            .anyMatch(
                i ->
                    isErased(
                        written.getParameters().get(i).asType(),
                        inherited.getParameterTypes().get(i)));
  }

  private boolean isErased(TypeMirror written, TypeMirror inherited) {
    return !written.getKind().isPrimitive()
        && written.getKind() != TypeKind.VOID
        && !types.isSameType(written, inherited)
        && types.isSameType(types.erasure(written), inherited);
  }

  private Stream<TypeMirror> above(TypeMirror type) {
    return types.directSupertypes(type).stream()
        .flatMap(one -> Stream.concat(Stream.of((TypeMirror) one), above(one)));
  }

  private static boolean isRaw(TypeMirror type) {
    return type instanceof DeclaredType declared
        && declared.getTypeArguments().isEmpty()
        && !((TypeElement) declared.asElement()).getTypeParameters().isEmpty();
  }
}
