package io.backstitch.processor;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import java.util.Optional;

/**
 * A type of a value as generated code writes it.
 *
 * @param name the type; {@code Void} for nothing
 */
record WrittenType(TypeName name) {

  private static final TypeName VOID = ClassName.get(Void.class);

  static WrittenType of(Optional<ValueType> type) {
    return new WrittenType(type.map(some -> imported(TypeName.get(some.mirror()))).orElse(VOID));
  }

  /** A type with its nested classes imported, so that code says {@code Order} as its author did. */
  static TypeName imported(TypeName type) {
    if (type instanceof ArrayTypeName array) {
      return ArrayTypeName.of(imported(array.componentType()));
    }
    if (type instanceof ParameterizedTypeName generic) {
      TypeName[] arguments =
          generic.typeArguments().stream().map(WrittenType::imported).toArray(TypeName[]::new);
      return ParameterizedTypeName.get(imported(generic.rawType()), arguments);
    }
    return type instanceof ClassName name ? imported(name) : type;
  }

  /** JavaPoet imports outer classes only, unless a nested one seems to be in a package. */
  static ClassName imported(ClassName type) {
    ClassName outer = type.enclosingClassName();
    boolean canBeImported = outer != null && !type.packageName().isEmpty();
    return canBeImported ? ClassName.get(outer.canonicalName(), type.simpleName()) : type;
  }

  boolean isVoid() {
    return name.equals(VOID);
  }

  /** Whether its class alone does not say which type it is. */
  boolean isGeneric() {
    return isGeneric(name);
  }

  private static boolean isGeneric(TypeName type) {
    return type instanceof ParameterizedTypeName
        || (type instanceof ArrayTypeName array && isGeneric(array.componentType()));
  }

  /** It as a {@code DataType}. */
  CodeBlock dataType() {
    return isGeneric()
        ? CodeBlock.of("new $T<$T>() {}", Definitions.DATA_TYPE, name)
        : CodeBlock.of("$T.of($T.class)", Definitions.DATA_TYPE, name);
  }
}
