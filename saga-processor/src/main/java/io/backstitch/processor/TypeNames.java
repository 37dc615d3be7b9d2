package io.backstitch.processor;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import java.util.Optional;
import javax.lang.model.element.TypeElement;

/**
 * Names types in generated code: nested classes are imported where that can be, so that the code
 * says {@code Order} as its author did. JavaPoet by itself imports outer classes only, unless a
 * nested one seems to be in a package.
 */
final class TypeNames {

  private final boolean importNested;

  /**
   * @param importNested false where an import could warn: of a class in a deprecated one
   */
  TypeNames(boolean importNested) {
    this.importNested = importNested;
  }

  /** The type of a value; {@code Void} for none. */
  WrittenType of(Optional<ValueType> type) {
    return new WrittenType(
        type.map(some -> named(TypeName.get(some.mirror()))).orElse(WrittenType.VOID));
  }

  ClassName of(TypeElement type) {
    return named(ClassName.get(type));
  }

  private TypeName named(TypeName type) {
    if (type instanceof ArrayTypeName array) {
      return ArrayTypeName.of(named(array.componentType()));
    }
    if (type instanceof ParameterizedTypeName generic) {
      TypeName[] arguments =
          generic.typeArguments().stream().map(this::named).toArray(TypeName[]::new);
      return ParameterizedTypeName.get(named(generic.rawType()), arguments);
    }
    return type instanceof ClassName name ? named(name) : type;
  }

  private ClassName named(ClassName type) {
    ClassName outer = type.enclosingClassName();
    boolean canBeImported = importNested && outer != null && !type.packageName().isEmpty();
    return canBeImported ? ClassName.get(outer.canonicalName(), type.simpleName()) : type;
  }
}
