package io.backstitch.processor;

import io.backstitch.graph.Finding;
import io.backstitch.graph.Problem;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** One instance runs many sagas side by side, so it keeps nothing of any of them. */
final class FieldsAreFinal implements Rule {

  @Override
  public Stream<Finding> judge(SagaModel saga) {
    return fields(saga.source().type())
        .filter(field -> !field.getModifiers().contains(Modifier.FINAL))
        .map(
            field ->
                Finding.ofSaga(
                    Problem.MUTABLE_FIELD,
                    new SourcePlace.OfElement(field),
                    field.getSimpleName()));
  }

  /** The fields of a class and of its superclasses. */
  private static Stream<VariableElement> fields(TypeElement type) {
    TypeMirror superclass = type.getSuperclass();
    Stream<VariableElement> inherited =
        superclass.getKind() == TypeKind.DECLARED
            ? fields((TypeElement) ((DeclaredType) superclass).asElement())
            : Stream.empty();
    return Stream.concat(inherited, ElementFilter.fieldsIn(type.getEnclosedElements()).stream());
  }
}
