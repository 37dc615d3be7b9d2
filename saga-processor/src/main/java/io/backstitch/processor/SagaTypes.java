package io.backstitch.processor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/** The types that one saga hands around, each once. */
final class SagaTypes {

  private final Types types;
  private final Map<String, List<ValueType>> byBriefText = new HashMap<>();

  SagaTypes(Types types) {
    this.types = types;
  }

  /** The one object for a type; {@code int} is {@code Integer}. */
  ValueType of(TypeMirror type) {
    TypeMirror boxed = boxed(type);
    List<ValueType> alike =
        byBriefText.computeIfAbsent(TypeText.brief(boxed), text -> new ArrayList<>());
    for (ValueType known : alike) {
      if (types.isSameType(known.mirror(), boxed)) {
        return known;
      }
    }
    ValueType added = new ValueType(boxed, this);
    alike.add(added);
    return added;
  }

  /** What an {@code Optional} holds, if the type is one. */
  Optional<ValueType> insideOptional(TypeMirror type) {
    if (type.getKind() != TypeKind.DECLARED || !TypeText.isNamed(type, "java.util.Optional")) {
      return Optional.empty();
    }
    return ((DeclaredType) type).getTypeArguments().stream().findFirst().map(this::of);
  }

  /** Whether no other type reads the same in short. */
  boolean isClear(ValueType type) {
    return byBriefText.getOrDefault(TypeText.brief(type.mirror()), List.of()).size() < 2;
  }

  private TypeMirror boxed(TypeMirror type) {
    return type.getKind().isPrimitive() ? types.boxedClass((PrimitiveType) type).asType() : type;
  }
}
